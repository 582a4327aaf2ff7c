"""Answers taken back: what waits again is what the source says now, and nobody else's lock goes."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import ArticlePage, PartLock, Proposal, SourceDocument
from articles.sync.follow import lock, unlock
from articles.sync.reopen import reopen
from articles.sync.resolve import Answer, Choice, answer
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article

SUMMARY = ("summary",)
STATUS = {"keep": "kept", "lock": "locked"}


@pytest.fixture(autouse=True)
def _both_changed(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    hub.sync(article(summary="Theirs."))


def waiting() -> Proposal:
    return Proposal.objects.get()


def give(choice: Choice, user: Any) -> None:
    answer(waiting().document_id, [Answer(proposal=waiting().pk, choice=choice)], user)


def take_back(user: Any) -> bool:
    stay, _revision = reopen(waiting().document_id, [waiting().pk], user)
    return not stay


def test_what_a_lock_kept_out_meanwhile_waits(hub: Hub, editor: Any) -> None:
    give("lock", editor)
    hub.sync(article(summary="Theirs, anew."))
    assert take_back(editor)
    assert (waiting().status, waiting().theirs) == ("open", "Theirs, anew.")
    assert not PartLock.objects.exists()


@pytest.mark.parametrize("choice", ["keep", "lock"])
def test_where_both_sides_say_the_same_by_now_the_answer_stays(hub: Hub, editor: Any, choice: Choice) -> None:
    give(choice, editor)
    hub.sync(article(summary="Mine."))
    assert not take_back(editor)
    assert waiting().status == STATUS[choice]
    assert PartLock.objects.count() == (choice == "lock")


def test_where_nobody_can_read_what_the_source_said_its_words_of_then_wait(editor: Any) -> None:
    give("keep", editor)
    SourceDocument.objects.update(record={"what": "is this"})
    assert take_back(editor)
    assert (waiting().status, waiting().theirs) == ("open", "Theirs.")


def test_a_lock_that_somebody_else_set_since_stays(editor: Any, django_user_model: Any) -> None:
    other = django_user_model.objects.create_superuser("other", "other@hub.example", "x")
    for user in (other, editor):
        Proposal.objects.update(status="open")
        PartLock.objects.all().delete()
        give("lock", editor)
        unlock(waiting().document_id, SUMMARY)
        lock(waiting().document_id, SUMMARY, user)
        assert not take_back(editor)
        assert (waiting().status, PartLock.objects.get().locked_by) == ("locked", user)


def test_one_that_the_page_set_goes_with_its_answer(editor: Any) -> None:
    lock(waiting().document_id, SUMMARY, editor)
    assert waiting().status == "locked"
    assert take_back(editor)
    assert not PartLock.objects.exists()
