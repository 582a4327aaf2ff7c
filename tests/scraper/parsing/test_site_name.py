"""What a site calls itself."""

from __future__ import annotations

import pytest

from scraper import site_name

PUBLISHER = '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Cedar College"}}</script>'


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" Tamarack  Bay ">' + PUBLISHER, "Tamarack Bay"),
        ('<meta name="application-name" content="Bay Hub">', "Bay Hub"),
        (PUBLISHER, "Cedar College"),
        (f'<meta property="og:site_name" content="{"x" * 101}">' + PUBLISHER, "Cedar College"),
        ("<title>An article | Tamarack Bay</title>", None),
    ],
)
def test_a_page_says_whose_it_is(head: str, name: str | None) -> None:
    assert site_name(f"<!doctype html><html><head>{head}</head><body><h1>An article</h1></body></html>") == name


def test_a_capture_says_no_name() -> None:
    assert site_name("Title: An article\n\nURL Source: https://hub.example/a/\n\n# An article\n\nWords.") is None
    assert site_name("") is None
