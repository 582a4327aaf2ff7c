"""A run is taken back: first a look at what that touches, then the worker does it."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from articles.admin.acts.take_back import SHOWN
from articles.models import ArticlePage, SyncRun
from articles.sync.claim import request_run
from tests.articles.admin.acts.conftest import address, body, work
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article

real_commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MOST_QUERIES = 15


def synced(hub: Hub, *records: Any) -> SyncRun:
    return SyncRun.objects.get(pk=hub.sync(*records).run)


@pytest.mark.django_db
def test_the_preview_tells_page_by_page_what_goes_and_what_is_spared(operator: Any, hub: Hub, editor: Any) -> None:
    run = synced(hub, article("a"), article("b"))
    edit(ArticlePage.objects.get(slug="b"), editor, title="Mine")
    page = body(operator.get(address("undo", run.pk)))
    for words in (
        "2 articles that the run wrote",
        "1 of those shown here is spared.",
        "the page that the run made is deleted",
        "somebody worked on the page since it was made",
        f"{HUB}a/",
    ):
        assert words in page
    assert ArticlePage.objects.count() == 2


@pytest.mark.django_db
def test_the_preview_of_a_large_run_is_paged(operator: Any, hub: Hub, count_queries: Any) -> None:
    run = synced(hub, *(article(f"a{number}") for number in range(SHOWN + 2)))
    first, second = (body(operator.get(f"{address('undo', run.pk)}?p={page}")) for page in (1, 2))
    assert f"{SHOWN + 2} articles that the run wrote" in first
    assert (first.count("hub-tag--good"), second.count("hub-tag--good")) == (SHOWN, 2)
    assert "Page 2 of 2" in second


@pytest.mark.django_db
def test_the_preview_of_many_asks_as_often(operator: Any, hub: Hub, editor: Any, count_queries: Any) -> None:
    """Articles of every fate: changed by the run alone, by an editor since, and made by it."""

    def preview(number: int) -> int:
        slugs = [f"{number}-{each}" for each in range(number)]
        hub.sync(*map(article, slugs))
        for slug in slugs[::2]:
            edit(ArticlePage.objects.get(slug=slug), editor, publish=True, summary="Mine")
        run = synced(hub, *(article(slug, title=f"New {slug}") for slug in (*slugs, f"new-{number}")))
        for slug in slugs[::3]:
            edit(ArticlePage.objects.get(slug=slug), editor, title="Mine too")
        url = address("undo", run.pk)
        count_queries(operator, url)
        return int(count_queries(operator, url))

    few = preview(4)
    assert preview(16) == few <= MOST_QUERIES


@pytest.mark.django_db
def test_hostile_words_stay_words(operator: Any, hub: Hub) -> None:
    run = synced(hub, article("a"))
    run.articles.update(url="javascript:alert(1)//<script>")
    page = body(operator.get(address("undo", run.pk)))
    assert 'href="javascript' not in page
    assert "javascript:alert(1)//&lt;script&gt;" in page


@pytest.mark.django_db
def test_what_cannot_be_taken_back_says_why(operator: Any, hub: Hub, press: Any) -> None:
    synced(hub, article("a"))
    run = synced(hub, article("a"))
    for page in (body(operator.get(address("undo", run.pk))), body(press(operator, address("undo", run.pk)))):
        assert "wrote no page: there is nothing to take back" in page
    assert not ModelLogEntry.objects.exists()


@pytest.mark.django_db
def test_not_while_the_source_has_a_run_under_way(operator: Any, hub: Hub, press: Any) -> None:
    run = synced(hub, article("a"))
    request_run(hub.source, SyncRun.Trigger.ADMIN)
    for page in (body(operator.get(address("undo", run.pk))), body(press(operator, address("undo", run.pk)))):
        assert "waits for a worker" in page
    assert not DBTaskResult.objects.exists()


@real_commits
def test_the_worker_takes_it_back_as_a_run_of_its_own(operator: Any, hub: Hub) -> None:
    run = synced(hub, article("a"), article("b"))
    operator.post(address("undo", run.pk))
    holder = SyncRun.objects.exclude(pk=run.pk).get()
    assert (holder.status, holder.trigger, holder.message) == ("queued", "undo", f"takes run {run.pk} back")
    assert holder.user.username.startswith("person")
    assert ModelLogEntry.objects.get().message == f"Asked to take run {run.pk} back"
    work()
    run.refresh_from_db()
    holder.refresh_from_db()
    assert run.undone_at is not None
    assert (holder.status, holder.message) == ("done", f"took back run {run.pk}: 2 undone")
    assert not ArticlePage.objects.exists()


@real_commits
def test_stopped_before_a_worker_took_it_nothing_is_taken_back(operator: Any, hub: Hub) -> None:
    run = synced(hub, article("a"))
    operator.post(address("undo", run.pk))
    holder = SyncRun.objects.exclude(pk=run.pk).get()
    operator.post(address("stop", holder.pk))
    work()
    run.refresh_from_db()
    assert run.undone_at is None
    assert ArticlePage.objects.count() == 1


@real_commits
def test_what_was_taken_back_meanwhile_ends_the_run_that_should_have_done_it(operator: Any, hub: Hub) -> None:
    run = synced(hub, article("a"))
    operator.post(address("undo", run.pk))
    run.articles.all().delete()
    work()
    holder = SyncRun.objects.exclude(pk=run.pk).get()
    assert (holder.status, holder.message) == (
        "failed",
        f"run {run.pk} wrote no page: there is nothing to take back",
    )
