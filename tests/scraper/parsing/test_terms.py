from __future__ import annotations

import pytest

from scraper import SourceProfile
from scraper.parsing.terms import term_of
from tests.scraper.parsing.making import ADDRESS, OPENING, article


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/all/?area_of_study=engineering", ("area", "engineering")),
        ("/all/?page=2&topic=industry-trends", ("topic", "industry-trends")),
        ("/area-of-study/law/", ("area", "law")),
        ("/topic/career-advancement/", ("topic", "career-advancement")),
        ("/topic/", None),
        ("https://elsewhere.org/topic/x/", None),
        ("/knowledge-hub/other/", None),
    ],
)
def test_term_of(link: str, expected: tuple[str, str] | None) -> None:
    assert term_of(link, ADDRESS, SourceProfile()) == expected


def test_terms_come_from_targets_not_from_glued_text() -> None:
    found = article(
        f"<div><a href='/all/?area_of_study=law'>Law</a><a href='/all/?topic=money-matters'></a></div>{OPENING}"
    )
    assert [(term.name, term.slug) for term in found.areas_of_study] == [("Law", "law")]
    assert [(term.name, term.slug) for term in found.topics] == [("Money Matters", "money-matters")]
    assert "Law" not in str(found.blocks)


def test_a_term_link_within_a_sentence_belongs_to_the_text() -> None:
    sentence = (
        "<p>People who have read a great deal about <a href='/all/?topic=money'>money</a> seldom have much of it, "
        "as far as we know.</p>"
    )
    found = article(OPENING + sentence)
    assert found.topics == []
    assert "topic=money" in str(found.blocks)


def test_profile_names_other_parameters() -> None:
    found = article(
        f"<p><a href='/l/?fach=physik'>Physik</a></p>{OPENING}", profile=SourceProfile(area_parameters=["fach"])
    )
    assert [term.slug for term in found.areas_of_study] == ["physik"]
