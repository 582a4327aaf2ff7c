from __future__ import annotations

from scraper.parsing.lines import Lines, hold
from scraper.parsing.tree import parse_tree

PAGE = "<body><div class='Author Box' id='A'>one<p>two</p>three</div><p aria-label='Old'>four</p></body>"


def lines() -> Lines:
    body = parse_tree(PAGE).find("body")
    assert body is not None
    return Lines(body, hold(body))


def test_elements_are_known_by_their_places() -> None:
    found = lines()
    assert found.tags == ["body", "div", "p", "p"]
    assert found.above == [-1, 0, 1, 0]
    assert found.words == [0, 3, 3, 4]
    assert found.tails == [0, 0, 5, 0]
    assert [found.end_of(place) for place in range(4)] == [4, 3, 3, 4]


def test_names_are_told_in_lower_case_and_as_they_are_written() -> None:
    found = lines()
    before = [found.name_of(place) for place in range(4)]
    assert [names for names, _ in found.named()] == before == ["     ", " author box a   ", "     ", "   old  "]
    assert found.named()[1][1] == "Author Box A"


def test_what_is_dropped_leaves_the_walks_and_its_tail_stays() -> None:
    found = lines()
    found.drop(found.order[2])
    assert found.gone == {2: 3}
    assert found.words[1] == len("onethree")
    assert "".join(found.order[0].itertext()) == "onethreefour"
