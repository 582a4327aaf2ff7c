from __future__ import annotations

import pytest

from scraper.parsing.sign_names import SAYS_NOTHING, name_signs, of_others, split_words
from scraper.parsing.tree import Element, parse_tree


def _named(name: str) -> Element:
    return parse_tree(f"<p class='{name}'>x</p>").find("body")[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "date", "author", "others"),
    [
        ("entry-date", True, False, False),
        ("postedOn", True, False, False),
        ("article__byline", False, True, False),
        ("relatedPosts", False, False, True),
        ("card author", False, True, False),
        ("sidebarish", False, False, False),
        ("container wide", False, False, False),
    ],
)
def test_what_names_say(name: str, date: bool, author: bool, others: bool) -> None:
    signs = name_signs(_named(name))
    assert (signs.date, signs.author, signs.others) == (date, author, others)
    assert of_others(_named(name)) is others


def test_words_are_told_only_where_an_author_or_a_date_is() -> None:
    assert name_signs(_named("hero big")) is SAYS_NOTHING
    assert name_signs(_named("authorBio")).words == {"author", "bio"}
    assert split_words("authorBio link-list_2") == {"author", "bio", "link", "list"}
