from __future__ import annotations

import pytest

from tests.scraper.parsing.making import body

SURVEY = "https://survey.example.net/2024"
WAGES = "https://wages.example.net/table"
NOTES = (
    f'<h2>Notes</h2><ol><li id="n1">The <a href="{SURVEY}">Survey</a> (accessed March 2, 2024). '
    '<a href="#r1">↩</a></li>'
    f'<li id="n2">The <a href="{WAGES}">Table</a>.</li></ol>'
)


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a id="r1" href="#n1">1</a></sup>',
        '<a href="#n1">[1]</a>',
        "<sup>1</sup>",
        " [1]",
        '<a href="#n1">i</a>',
        '<a href="#n1"><sup>*</sup></a>',
    ],
)
def test_a_note_is_cited_by_the_sentence_with_its_mark(mark: str) -> None:
    found = body(f"<p>First. Pilots earned a median of $99,500{mark} in May 2023. Last.</p>{NOTES}")
    citation = found.citations[0]
    assert (citation.url, citation.text, citation.accessed) == (SURVEY, "Survey", "2024-03-02")
    assert citation.claim.startswith("Pilots earned a median of $99,500")
    assert found.figures[0].text == "$99,500"
    assert found.figures[0].amount == 99500
    assert found.figures[0].citation == SURVEY


def test_a_note_that_nothing_points_to_is_its_own_claim() -> None:
    found = body(f"<p>Much is said<sup>1</sup>.</p>{NOTES}")
    assert [each.claim for each in found.citations] == ["Much is said.", "The Table."]


def test_notes_in_paragraphs_that_begin_with_their_label() -> None:
    found = body(
        '<p>Half of them stay.<a href="#ii">ii</a></p><p>Others go.</p>'
        f'<p>ii The <a href="{WAGES}">Table</a>, page 3.</p>'
    )
    assert found.citations[0].claim == "Half of them stay."


def test_a_reference_by_author_and_year() -> None:
    entries = (
        f'<p>Bureau of Labor Statistics. (2021). <i>Pilots</i>. Retrieved from <a href="{WAGES}">wages</a></p>'
        f'<p>Society of Pilots. (2020). <i>Survey</i>. <a href="{SURVEY}">survey</a></p>'
    )
    found = body(f"<p>The median wage is $50,000 (BLS, 2021). Few fly (Society of Pilots, 2020).</p>{entries}")
    assert [each.claim for each in found.citations] == [
        "The median wage is $50,000 (BLS, 2021).",
        "Few fly (Society of Pilots, 2020).",
    ]
    assert found.figures[0].citation == WAGES


def test_back_links_leave_the_text_and_are_recorded() -> None:
    found = body(f"<p>Said<sup>1</sup>.</p>{NOTES}")
    assert "↩" not in str(found.blocks)
    assert [each.text for each in found.removed if each.what == "back link"] == ["↩"]


def test_a_note_that_prints_its_address() -> None:
    found = body(
        "<p>Ink sells well [1]. Paper does, too [2].</p><h2>References</h2>"
        "<ol><li>Bureau of Ink. https://ink.example.gov/1.</li><li>Paper Office (https://paper.example.gov/2)</li></ol>"
    )
    assert [(each.url, each.claim) for each in found.citations] == [
        ("https://ink.example.gov/1", "Ink sells well [1]."),
        ("https://paper.example.gov/2", "Paper does, too [2]."),
    ]
