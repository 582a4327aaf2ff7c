"""Which facts of a role its own text says already."""

from __future__ import annotations

import pytest

from articles.reading.facts import unsaid_facts

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
