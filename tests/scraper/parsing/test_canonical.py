from __future__ import annotations

import pytest

from scraper import SourceProfile, address_of, canonical_address, capture_address
from scraper.parsing.canonical import own_address
from tests.scraper.parsing.making import ADDRESS, OPENING, article


def test_html_says_its_address_by_canonical_link_before_opengraph() -> None:
    html = '<head><meta property="og:url" content="https://a.edu/og"><link rel="canonical" href="https://A.edu/x/#y"></head>'
    assert canonical_address(html) == "https://a.edu/x/"
    assert address_of("<html><body><p>x</p></body></html>") is None


def test_captures_say_it_in_their_header_or_by_the_skip_link() -> None:
    assert capture_address("Title: T\n\nURL Source: https://a.edu/x/\n\nMarkdown Content:\n# T") == "https://a.edu/x/"
    assert capture_address("[Skip to content](https://a.edu/y/#main)\n# T") == "https://a.edu/y/"
    assert capture_address("# T\n[other](https://a.edu/z/#part)") is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://www.a.edu/new/", "https://www.a.edu/new/"),
        ("https://a.edu/", "https://a.edu/x/"),
        ("https://elsewhere.org/x/", "https://a.edu/x/"),
        ("https://alias.edu/new/", "https://alias.edu/new/"),
        (None, "https://a.edu/x/"),
    ],
)
def test_canonical_is_believed_within_the_family_only(said: str | None, expected: str) -> None:
    assert own_address(said, "https://a.edu/x/?topic=y#z", SourceProfile(alias_hosts=["alias.edu"])) == expected


def test_a_canonical_link_in_part_is_completed_by_where_the_page_was_fetched() -> None:
    head = "<link rel='canonical' href='/knowledge-hub/the-page'>"
    found = article(OPENING, head=head, url=f"{ADDRESS}?utm_source=x")
    assert found.url == "https://hub.example.edu/knowledge-hub/the-page"
