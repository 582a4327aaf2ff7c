from __future__ import annotations

import pytest

from tests.scraper.parsing.making import OPENING, article

SAID = '{"@type": "Article", "headline": "A page", "datePublished": "2024-07-01"}'
JSON_LD = f'<script type="application/ld+json">{SAID}</script>'


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (
            "<p>Written by Ann Lee</p><p>Reviewed by Bob Smith on May 1, 2025</p><p>Published July 1, 2024</p>",
            ("2024-07-01", "2025-05-01"),
        ),
        ("<p>Fact-checked May 1, 2025</p><p>Published July 1, 2024</p>", ("2024-07-01", "2025-05-01")),
        ("<p>Published July 1, 2024 | Reviewed by Bob Smith, May 1, 2025</p>", ("2024-07-01", "2025-05-01")),
        ("<p>Updated July 1, 2024 | Verified on May 1, 2025</p>", (None, "2024-07-01")),
        (
            "<p>Fact-checked <time datetime='2025-05-01'>May 1</time></p><p>July 1, 2024</p>",
            ("2024-07-01", "2025-05-01"),
        ),
        ("<p>By Ann Lee | Reviewed by Bob Smith | July 1, 2024</p>", ("2024-07-01", None)),
        ("<p>August 3, 2024</p><p>Published July 1, 2024</p>", ("2024-07-01", None)),
        ("<p>Reviewed and updated on May 1, 2025</p>", (None, "2025-05-01")),
        ("<p>Last reviewed: May 1, 2025</p>", (None, "2025-05-01")),
    ],
)
def test_a_review_is_no_publication(lines: str, dates: tuple[str | None, str | None]) -> None:
    found = article(lines + OPENING)
    assert (found.published, found.updated) == dates


@pytest.mark.parametrize(
    "line",
    [
        "<p>Medically reviewed by Bob Smith, MD, on May 1, 2025</p>",
        "<p>Medically reviewed by <a href='/bob'>Bob Smith</a> on <time datetime='2025-05-01'>May 1, 2025</time></p>",
        "<p>Fact-checked May 1, 2025</p>",
        "<p>Fact-checked <time datetime='2025-05-01'>May 1, 2025</time></p>",
    ],
)
def test_a_review_says_nothing_against_what_metadata_says(line: str) -> None:
    found = article(f"<p>By Ann Lee</p>{line}{OPENING}", head=JSON_LD)
    assert (found.published, found.updated) == ("2024-07-01", "2025-05-01")


def test_a_date_of_change_that_metadata_says_comes_before_a_review() -> None:
    head = JSON_LD.replace('"datePub', '"dateModified": "2024-09-09", "datePub')
    found = article(f"<p>Fact-checked May 1, 2025</p>{OPENING}", head=head)
    assert (found.published, found.updated) == ("2024-07-01", "2024-09-09")
