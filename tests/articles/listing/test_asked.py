"""The query string: read whatever it says, and written so that it can be shared."""

from __future__ import annotations

import pytest

from articles.listing.asked import LONGEST_SEARCH, RELEVANCE, TITLE, read_asked


def test_what_was_asked_comes_back() -> None:
    asked = {"area_of_study": "business", "year": "2024", "q": "a b", "sort": "title", "page": "3"}
    assert read_asked(asked).query(page=3) == "area_of_study=business&year=2024&q=a+b&sort=title&page=3"
    assert read_asked(asked).query() == "area_of_study=business&year=2024&q=a+b&sort=title"
    assert read_asked(asked).query({"q": "", "year": "", "area_of_study": "x"}) == "area_of_study=x&sort=title"


def test_the_usual_order_is_not_said() -> None:
    assert read_asked({"sort": "newest"}).query() == ""
    assert read_asked({"q": "a"}).sort == RELEVANCE
    assert read_asked({"q": "a", "sort": "relevance"}).query() == "q=a"
    assert read_asked({"q": "a", "sort": "newest"}).query() == "q=a&sort=newest"


def test_no_order_by_relevance_without_a_search() -> None:
    assert read_asked({"sort": "relevance"}).sort == "newest"
    assert read_asked({"sort": "title"}).query({"q": ""}) == "sort=title"
    assert read_asked({"sort": TITLE}).sort == TITLE


@pytest.mark.parametrize(
    "value", ["\x00", "a\x00b", "a\x01\x0b\x1f\ud800\uffffb", "x" * 10_000, "<script>", "' OR 1=1 --"]
)
def test_anything_may_stand_there(value: str) -> None:
    asked = read_asked(dict.fromkeys(("area_of_study", "q", "sort", "page", "year"), value))
    assert not set("\x00\x01\x0b\x1f\ud800\uffff") & set(asked.search + asked.chosen["year"])
    assert len(asked.search) <= LONGEST_SEARCH
    assert (asked.page, asked.sort) == (1, RELEVANCE if asked.search else "newest")
