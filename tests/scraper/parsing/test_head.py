from __future__ import annotations

import pytest

from scraper.parsing.names import read_byline
from tests.scraper.parsing.making import OPENING, article

CARDS = (
    "<section><h2>Related articles</h2><h3><a href='/knowledge-hub/b/'>Another page altogether</a></h3><p>May 5, "
    "2011</p></section>"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Byron", [("Ada Byron", "author")]),
        ("By Ada Byron | June 18, 2020", [("Ada Byron", "author")]),
        ("Written by Ada Byron, PhD, and Max Frisch", [("Ada Byron, PhD", "author"), ("Max Frisch", "author")]),
        ("By Ada Byron • Academically reviewed by Max Frisch", [("Ada Byron", "author"), ("Max Frisch", "reviewer")]),
        ("Von Jonas Reuter und Miriam Falk", [("Jonas Reuter", "author"), ("Miriam Falk", "author")]),
        ("By the end of the year 2020 things will change", []),
        ("Words by the sea", []),
    ],
)
def test_bylines(text: str, names: list[tuple[str, str]]) -> None:
    assert [(author.name, author.role) for author in read_byline(text)] == names


def test_dates_are_anchored_at_the_headline() -> None:
    found = article(f"<p>By Ada Byron</p><p>July 25, 2024</p>{OPENING}", before=CARDS)
    assert (found.published, found.updated) == ("2024-07-25", None)
    assert article(OPENING, before=CARDS).published is None


def test_updated_is_kept_apart() -> None:
    found = article(
        f"<div>Published <time datetime='2024-03-01'>1 Mar</time> · Updated on April 2, 2025</div>{OPENING}"
    )
    assert (found.published, found.updated) == ("2024-03-01", "2025-04-02")


def test_displayed_date_wins_and_the_earlier_one_is_the_first() -> None:
    head = '<meta property="article:published_time" content="2020-02-03T10:00:00Z">'
    found = article(f"<p>July 25, 2024</p>{OPENING}", head=head)
    assert (found.published, found.first_published) == ("2024-07-25", "2020-02-03")


def test_no_byline_means_no_author() -> None:
    head = '<meta property="og:site_name" content="Hub U"><meta name="author" content="Hub U">'
    assert article(OPENING, head=head).authors == []


def test_standfirst_leaves_the_body_but_a_first_paragraph_stays() -> None:
    marked = article(f"<p class='standfirst'>In short.</p><p>By Ada Byron</p>{OPENING}")
    assert marked.summary == "In short."
    assert len(marked.blocks) == 1
    assert "In short" not in str(marked.blocks)
    head = f'<meta name="description" content="{OPENING[3:-4]}">'
    repeated = article(f"<p>By Ada Byron</p>{OPENING}", head=head)
    assert repeated.summary == OPENING[3:-4]
    assert OPENING in str(repeated.blocks)


def test_a_description_that_opens_the_text_is_its_first_paragraph() -> None:
    said = "Bridges carry more than people think, and someone has to look after them."
    found = article(f"<p>{said}</p>{OPENING * 3}", head=f"<meta name='description' content='{said}'>")
    assert found.summary == said
    assert f"<p>{said}</p>" in str(found.blocks)


def test_a_whole_text_is_no_standfirst_whatever_its_name() -> None:
    found = article(f"<div class='standfirst'>{OPENING * 9}</div><ul><li><a href='/x'>More of it</a></li></ul>")
    assert str(found.blocks).count("Some words") == 9
