from __future__ import annotations

from scraper.parsing.soup import Tag, holds, names_of, parse_soup, strings_in, tags_in, words_of

HTML = "<div class='A  B' id='C'>one <b>two</b><p>three <i>four</i></p><p>five</p></div>six"


def names(tags: list[Tag]) -> list[str]:
    return [each.name for each in tags]


def test_elements_are_found_by_name_in_page_order() -> None:
    body = parse_soup(HTML)
    assert names(tags_in(body)) == ["div", "b", "p", "i", "p"]
    assert names(body.find_all("p", "b")) == ["b", "p", "p"]
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
