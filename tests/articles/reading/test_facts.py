"""Which facts of a role its own text says already."""

from __future__ import annotations

import pytest

from articles.reading.facts import is_said_by_facts, unsaid_facts

FACTS = [{"label": "Skills", "text": "Planning"}, {"label": "Median pay", "text": "$90,000"}]
LISTED = ("Skills", "Planning")


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Skills:</b> Planning</p>",
        '<p data-block-key="a1b2c"><b>Skills</b>: Planning</p>',
        "<p>SKILLS : Planning</p>",
        "<p>They plan.<br/><b>Skills:</b> Planning</p>",
        "<p>They plan:</p><ul><li>Skills: Planning</li></ul>",
        "<p><b>Skills&nbsp;:</b> Planning</p>",
    ],
)
def test_a_line_of_the_text_is_not_said_again(html: str) -> None:
    assert LISTED not in unsaid_facts(FACTS, html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>They lead.</p>",
        "<p>Skills matter here</p>",
        "<p>Key skills: Planning</p>",
        "<p>What counts: skills</p>",
        "<p><b>Skills</b> Planning</p>",
    ],
)
def test_a_word_in_passing_does_not_hide_a_fact(html: str) -> None:
    assert LISTED in unsaid_facts(FACTS, html)


def test_the_order_stays() -> None:
    assert [label for label, _ in unsaid_facts(FACTS, "")] == ["Skills", "Median pay"]
    assert unsaid_facts(FACTS, "<p>Skills: Planning</p>") == (("Median pay", "$90,000"),)
    assert unsaid_facts([], "<p>Skills: Planning</p>") == ()


def test_the_cells_of_a_row_are_said_by_their_facts() -> None:
    facts = [{"label": "What they do", "text": "Watch & wait"}, {"label": "Median pay", "text": "$124,910"}]
    assert is_said_by_facts(facts, '<p>Watch &amp; wait</p><p><a href="https://a.example/">$124,910</a></p>')
    assert not is_said_by_facts(facts, "<p>Watch &amp; wait</p><p>A sentence of its own.</p>")
    assert not is_said_by_facts(facts, "<p>Median pay: $124,910</p>")
    assert not is_said_by_facts([], "")
