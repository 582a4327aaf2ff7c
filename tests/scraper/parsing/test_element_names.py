from __future__ import annotations

import pytest

from scraper.parsing.element_names import named, names_of
from scraper.parsing.noise_words import noise_name
from scraper.parsing.tree import parse_tree


@pytest.mark.parametrize(
    ("names", "found"),
    [("share", True), ("x Share-Bar", True), ("social_share y", True), ("shareholder", False), ("unshare", False)],
)
def test_words_stand_whole(names: str, found: bool) -> None:
    element = parse_tree(f"<div class='{names}'>x</div>").find("body/div")
    assert element is not None
    assert (named("share|sharing").search(names_of(element)) is not None) is found


def test_all_names_of_an_element_count() -> None:
    element = parse_tree("<div id='A' aria-label='Breadcrumb'>x</div>").find("body/div")
    assert element is not None
    assert noise_name(names_of(element)) == "breadcrumb"
