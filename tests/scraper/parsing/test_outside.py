from __future__ import annotations

from tests.scraper.parsing.making import OPENING, article

LONG = "Words of a menu that goes on and on. " * 9


def removed(before: str) -> list[tuple[str, str]]:
    return [(each.what, each.text) for each in article(OPENING * 9, before=before).removed]


def test_text_around_the_article_is_recorded() -> None:
    assert ("outside", "Mega menu words") in removed("<div>Mega menu words</div>")


def test_loose_words_around_the_article_are_recorded() -> None:
    assert any(text == "Loose words" for _, text in removed("Loose words"))


def test_long_text_around_the_article_is_recorded_whole() -> None:
    assert any(text == LONG.strip() for _, text in removed(f"<div>{LONG}</div>"))
