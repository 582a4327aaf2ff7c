"""What the sync keeps in English is shown in the language of who reads it, and what nobody knows as it is."""

from __future__ import annotations

from typing import Any

import pytest

from articles.admin import phrases
from articles.admin.phrases import is_known, reason_in_words, rule_in_words
from articles.admin.phrases.reasons import REASONS
from articles.admin.phrases.rules import RULES
from articles.sync import documents, ledger, meeting, plan, publishing, session, sightings, withdrawal
from articles.sync.undoing import decide
from scraper import parse_article, replay
from scraper.outcomes import IGNORED
from scraper.parsing.explain import explain_article
from scraper.spiders import unlisted
from tests.articles.admin.said_reasons import reasons_said

KEPT = [
    *(publishing.NO_WORKFLOW, publishing.WAITS, ledger.HEALED, meeting.INVISIBLE, session.BRAKED, sightings.TOO_LONG),
    *(documents.LOCKED, documents.SCHEDULED, documents.IN_MODERATION, documents.BEING_EDITED),
    *(plan.DELETED, plan.BY_PARSER, plan.STILL_AWAY, replay.NOTHING_STORED, unlisted.DELISTED, unlisted.OUT_OF_SCOPE),
    *(decide.FORGOTTEN, decide.DELETED, decide.TOUCHED, decide.PURGED, decide.STAYS_LIVE, withdrawal.STAYS_OFF),
    decide.UNDER_DRAFT,
    *IGNORED.values(),
    "published is no day: 'May'",
    *("missing for the 2nd of 3 times", "pages of this source are never withdrawn (0 %)"),
    "12 pages would go, but at most 5 may in one run (10 % of 50 pages): none goes",
]


@pytest.mark.parametrize("reason", KEPT)
def test_every_reason_is_known(reason: str) -> None:
    assert all(is_known(each, REASONS) for each in reason.split("; ")), reason
    assert reason_in_words(reason) == reason, "in English it is what was kept"


def test_nothing_is_said_that_is_not_known() -> None:
    said = reasons_said()
    assert {"the host refuses the connection", "not HTML: binary data", "the article is back"} <= said
    assert [reason for reason in sorted(said) if not is_known(reason, REASONS)] == []


def test_what_is_told_more_exactly_is_not_taken_for_what_is_told_more_widely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "gettext", lambda phrase: str(REASONS.index(phrase)))
    written_out = [phrases.PLACE.sub("X", each).replace("%%", "%") for each in REASONS]
    assert list(map(reason_in_words, written_out)) == [str(place) for place in range(len(REASONS))]


@pytest.fixture
def translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language that shouts."""
    monkeypatch.setattr(phrases, "gettext", lambda phrase: phrase.upper().replace("%(PARTS)S", "%(parts)s"))


@pytest.mark.usefixtures("translated")
def test_each_sentence_of_a_reason_by_itself() -> None:
    assert reason_in_words("the page is locked; held under a lock: title, summary") == (
        "THE PAGE IS LOCKED; HELD UNDER A LOCK: title, summary"
    )
    assert reason_in_words("100 % of it; the page is locked") == "100 % of it; THE PAGE IS LOCKED"
    assert rule_in_words("byline") == "BYLINE"
    assert rule_in_words("a rule of tomorrow") == "a rule of tomorrow"


def test_the_rules_that_the_parser_tells_are_known() -> None:
    html = """<html><head><title>One – Hub</title><meta name="description" content="About one."></head><body><main>
    <h1>One</h1><p>By Ada Nwosu</p><p>Published July 25, 2024</p>
    <p>Managers lead people, and plan what is to be done with them and by them in the years that come.</p>
    </main></body></html>"""
    url = "https://hub.example/articles/one/"
    assert parse_article(html, url).title == "One"
    told: Any = explain_article(html, url).fields
    rules = {each.rule for name, seen in told.items() if name != "profile" for each in seen}
    assert rules
    assert [rule for rule in rules if not is_known(rule, RULES)] == []
