"""A merge in steps: killed between any two it is taken up again, and ends as if nobody had been killed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.library import merging, undo, work
from articles.library.kinds import KINDS, Kind
from articles.library.merge import CannotMerge, merge, request_merge, request_take_back, take_back
from articles.library.refusals import refuse_while_written
from articles.models import ArticlePage, ArticleRole, LibraryMerge, Role, SourceDocument, SyncRun
from tests.articles.library.conftest import EVERY_KIND, entry, make, named_in, named_live
from tests.articles.library.test_merge import NAMED
from tests.articles.library.test_undo import state
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
ROLES, TOPICS, AUTHORS = KINDS[0], KINDS[2], KINDS[3]
Status = LibraryMerge.Status


@pytest.fixture(autouse=True)
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of one row or revision each."""
    for module in (merging, undo):
        for name in ("ROWS_AT_ONCE", "REVISIONS_AT_ONCE", "PAGES_AT_ONCE"):
            monkeypatch.setattr(module, name, 1)


class Killed(BaseException):
    """As by the system, in the middle of a step."""


def killed_at_every_step(merge: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Work it off, killed in each step before its transaction ends, and taken up again; how many steps there were."""
    with pytest.MonkeyPatch.context() as patched:
        steps = 0
        while True:
            made = LibraryMerge.objects.get(pk=merge)
            if made.status in (Status.DONE, Status.UNDONE):
                return steps
            steps += 1
            save = LibraryMerge.save

            def die(*_arguments: Any, **_options: Any) -> None:
                raise Killed

            patched.setattr(LibraryMerge, "save", die)
            with pytest.raises(Killed):
                work.work_off(merge)
            patched.setattr(LibraryMerge, "save", save)
            assert LibraryMerge.objects.get(pk=merge).progress == made.progress
            work.step(merge) if made.status in LibraryMerge.WORKING else work._begin(merge)


@EVERY_KIND
def test_killed_in_every_step_it_ends_the_same(
    hub: Hub, editor: Any, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.sync(article(), article("other"))
    edit(ArticlePage.objects.get(slug="other"), editor, summary="My summary.")
    gone, stays = entry(kind, NAMED[kind.name]), make(kind, "Another")
    before = state(kind)
    made = merge(kind, gone.pk, stays.pk, editor)
    merged = state(kind)
    take_back(made.pk, editor)
    assert state(kind) == before

    again = request_merge(kind, gone.pk, stays.pk, editor)
    assert killed_at_every_step(again.pk, monkeypatch) > 6
    at_last = state(kind)
    assert {**at_last, "aliases": 0} == {**merged, "aliases": 0}
    assert not kind.entries().filter(pk=gone.pk).exists()
    request_take_back(again.pk, editor)
    assert killed_at_every_step(again.pk, monkeypatch) > 5
    assert state(kind) == before


def test_half_merged_it_does_not_pass_for_done(hub: Hub, editor: Any) -> None:
    hub.sync(article(), article("other"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = request_merge(ROLES, gone.pk, stays.pk, editor)
    work._begin(made.pk)
    work.step(made.pk)
    assert {named_live(ROLES, page)[0] for page in ArticlePage.objects.all()} == {gone.pk, stays.pk}
    made.refresh_from_db()
    assert (made.status, made.progress["stage"], made.progress["done"]) == (Status.MERGING, "rows", 1)
    assert Role.objects.filter(pk=gone.pk).exists()
    with pytest.raises(CannotMerge, match="busy"):
        request_merge(ROLES, stays.pk, make(ROLES, "Third", "third").pk, editor)
    with pytest.raises(CannotMerge, match="busy"):
        request_take_back(made.pk, editor)


def test_a_run_finishes_what_goes_on_before_it_writes(hub: Hub, editor: Any) -> None:
    hub.sync(article(), article("other"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = request_merge(ROLES, gone.pk, stays.pk, editor)
    work._begin(made.pk)
    work.step(made.pk)
    assert hub.sync(article(title="New"), article("other")).counts == {"update": 1, "unchanged": 1}
    made.refresh_from_db()
    assert made.status == Status.DONE
    assert all(named_live(ROLES, page)[0] == stays.pk for page in ArticlePage.objects.all())


def test_what_an_editor_saves_meanwhile_is_merged_too(hub: Hub, editor: Any) -> None:
    hub.sync(article(), article("other"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = request_merge(ROLES, gone.pk, stays.pk, editor)
    work._begin(made.pk)
    while LibraryMerge.objects.get(pk=made.pk).progress["stage"] != "end":
        work.step(made.pk)
    page = ArticlePage.objects.get(slug="other")
    roles = list(page.get_latest_revision_as_object().roles.all())
    roles[0].role = gone
    edit(page, editor, publish=True, roles=roles)
    assert named_live(ROLES, page)[0] == gone.pk
    work.work_off(made.pk)
    page.refresh_from_db()
    assert named_live(ROLES, page)[0] == stays.pk
    assert named_in(ROLES, page.latest_revision.content)[0] == stays.pk
    assert not ArticleRole.objects.filter(role=gone.pk).exists()


def test_it_waits_for_a_run_that_writes(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = request_merge(AUTHORS, gone.pk, stays.pk, editor)
    now = timezone.now()
    run = SyncRun.objects.create(
        source=hub.source, status=SyncRun.Status.SYNCING, trigger="admin", started_at=now, heartbeat_at=now
    )
    with pytest.raises(CannotMerge, match="run"):
        work.work_off(made.pk)
    assert LibraryMerge.objects.get().status == Status.QUEUED
    SyncRun.objects.filter(pk=run.pk).update(status=SyncRun.Status.DONE)
    assert work.work_off(made.pk).status == Status.DONE


def test_a_run_that_begins_in_the_same_moment_goes_first(
    hub: Hub, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = request_merge(AUTHORS, gone.pk, stays.pk, editor)
    now = timezone.now()

    def only_afterwards() -> None:
        SyncRun.objects.create(
            source=hub.source, status=SyncRun.Status.SYNCING, trigger="admin", started_at=now, heartbeat_at=now
        )

    monkeypatch.setattr(merging, "refuse_while_written", only_afterwards)
    with pytest.raises(CannotMerge, match="run"):
        work.work_off(made.pk)
    assert LibraryMerge.objects.get().status == Status.QUEUED
    with pytest.raises(CannotMerge):
        refuse_while_written()


def test_what_stays_may_be_deleted_meanwhile(hub: Hub, editor: Any) -> None:
    hub.sync(article(), article("other"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = request_merge(ROLES, gone.pk, stays.pk, editor)
    work._begin(made.pk)
    stays.delete()
    assert work.work_off(made.pk).status == Status.REFUSED
    assert LibraryMerge.objects.get().refusal == {"code": "stays_gone"}
    assert Role.objects.filter(pk=gone.pk).exists()


def test_what_cannot_begin_says_why(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = request_merge(AUTHORS, gone.pk, stays.pk, editor)
    gone.delete()
    with pytest.raises(CannotMerge, match="gone") as error:
        work.work_off(made.pk)
    LibraryMerge.objects.update(heartbeat_at=timezone.now() - timedelta(days=9))
    work.give_up(made.pk, error.value)
    made.refresh_from_db()
    assert (made.status, made.refusal) == (Status.REFUSED, {"code": "gone"})
    assert timezone.now() - made.heartbeat_at < timedelta(days=1), "it is told from now on, however long it waited"
    with pytest.raises(CannotMerge, match="refused"):
        request_take_back(made.pk, editor)


def test_each_step_writes_little(
    hub: Hub, editor: Any, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No step grows with the number of articles."""
    monkeypatch.setattr(merging, "REVISIONS_AT_ONCE", 2)
    hub.sync(*(article(f"a{number}") for number in range(9)))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = request_merge(ROLES, gone.pk, stays.pk, editor)
    work._begin(made.pk)
    more, steps = True, 0
    while more:
        steps += 1
        with django_assert_max_num_queries(40):
            more = work.step(made.pk)
    assert steps > 9 + 5
    assert SourceDocument.objects.count() == 9
