from __future__ import annotations

import bs4

from scraper.parsing.clean import clean_inline
from scraper.parsing.soup import Tag, holds, names_of, parse_soup, strings_in, tags_in, words_of

HTML = "<div class='A  B' id='C'>one <b>two</b><p>three <i>four</i></p><p>five</p></div>six"


def names(tags: list[Tag]) -> list[str]:
    return [each.name for each in tags]


def test_elements_are_found_by_name_in_page_order() -> None:
    body = parse_soup(HTML)
    assert names(tags_in(body)) == ["div", "b", "p", "i", "p"]
    assert names(body.find_all(["p", "b"])) == ["b", "p", "p"]
    assert body.find("table") is None
    assert holds(body, ("i", "table"))
    assert not holds(body.find_all("p")[1], ("i",))


def test_blocks_stand_apart_and_inline_elements_do_not() -> None:
    body = parse_soup(HTML)
    assert words_of(body) == "one two three four five six"
    assert words_of(parse_soup("a<b>b</b>c")) == "abc"
    assert strings_in(body) == ["one ", "two", "three ", "four", "five", "six"]


def test_an_element_is_taken_out_and_put_at_the_end() -> None:
    body = parse_soup(HTML)
    taken = body.find_all("p")[0].extract()
    assert words_of(body) == "one two five six"
    body.append(taken)
    assert words_of(body) == "one two five six three four"
    assert taken.parent is body
    assert taken.extract().extract().parent is None


def test_names_are_class_id_and_label() -> None:
    assert names_of(parse_soup(HTML).find_all("div")[0]) == "a b c "
    assert names_of(parse_soup("<p>x</p>").find_all("p")[0]) == ""


def test_nothing_is_an_empty_body() -> None:
    assert parse_soup("  ").contents == []


def test_it_is_beautifulsoups_own_tree() -> None:
    body = parse_soup(HTML)
    assert isinstance(body, bs4.Tag)
    assert body.get_text() == "one twothree fourfivesix"
    assert [each.name for each in body.find_all(["p", "i"], recursive=True)] == ["p", "i", "p"]
    assert [each["id"] for each in body.select("div.A")] == ["C"]
    assert body.find("b").next_sibling.name == "p"


def test_no_text_keeps_the_tree_alive() -> None:
    body = parse_soup("<p>plain</p>")
    for text in (words_of(body), *strings_in(body), words_of(body.find("p").contents[0]), clean_inline(body, "")):
        assert type(text) is str
