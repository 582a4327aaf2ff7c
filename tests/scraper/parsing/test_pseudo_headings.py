from __future__ import annotations

import pytest

from scraper.blocks import HeadingBlock
from tests.scraper.parsing.making import body


def headings(html: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in body(html).blocks if isinstance(block, HeadingBlock)]


def test_a_bold_paragraph_over_text_is_a_heading_one_level_below_the_last() -> None:
    html = "<p>Intro.</p><p><b>First</b></p><p>Text.</p><p><strong>Second</strong></p><ul><li>x</li></ul>"
    assert headings(html) == [(2, "First"), (2, "Second")]
    assert headings(f"<h2>The upper part</h2>{html}") == [(2, "The upper part"), (3, "First"), (3, "Second")]


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>This is a whole sentence.</b></p><p>Text.</p>",
        "<p><b>What to carry:</b></p><ul><li>x</li></ul>",
        "<p><b>First</b></p><p><b>Second</b></p>",
        "<p><b>First</b> and more</p><p>Text.</p>",
        "<p>Text.</p><p><b>Last</b></p>",
        "<p><b>By Ada Lovelace</b></p><p>Text.</p>",
        f"<p><b>{'long ' * 20}</b></p><p>Text.</p>",
    ],
)
def test_other_bold_paragraphs_stay_paragraphs(html: str) -> None:
    assert headings(f"<p>Intro that is no byline at all.</p>{html}") == []


def test_roles_under_a_bold_parent() -> None:
    found = body(
        "<p>Intro.</p><p><b>Jobs you can get</b></p><p>Two.</p><p><b>1. Baker</b></p><p>Bakes.</p>"
        "<p><b>2. Brewer</b></p><p>Brews.</p><h2>Next</h2><p>End.</p>"
    )
    assert [(role.title, role.section) for role in found.roles] == [
        ("Baker", "Jobs you can get"),
        ("Brewer", "Jobs you can get"),
    ]


def test_an_element_that_calls_itself_a_heading_is_one() -> None:
    assert headings('<div role="heading" aria-level="3">Called</div><p>Text.</p>') == [(3, "Called")]
    assert headings('<div role="heading" aria-level="9">Called</div><p>Text.</p>') == [(2, "Called")]
