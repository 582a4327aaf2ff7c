"""A database that is locked, full or gone in the middle of a run: the run says so, and the next one ends well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from articles.models import ArticlePage, SyncRun
from articles.sync import apply as applying
from tests.articles.sync.conftest import Hub
from tests.articles.sync.faults.prepared import Prepared
from tests.articles.sync.samples import article


def after_commits(prepared: Prepared, count: int) -> int:
    """The moment after so many commits of the writing."""
    passed = prepared.undisturbed["run"]["passed"]
    commits = [place for place, what in enumerate(passed, start=1) if what == "apply commit"]
    return commits[2 * count - 1]


@pytest.mark.parametrize("commits", [1, 12])
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("locked_for_good", "OperationalError: database is locked"),
        ("full", "OperationalError: database or disk is full"),
    ],
)
def test_the_run_says_what_broke_it_and_the_next_goes_on(
    prepared_hub: Prepared, name: str, error: str, commits: int
) -> None:
    said = prepared_hub.trouble(name, after_commits(prepared_hub, commits))
    assert said["error"] == error
    if said["left"]["status"] == "failed":
        assert said["left"]["message"] == error
    else:  # nobody could write that it failed: it shows no more signs of life
        assert (name, said["left"]["status"]) == ("locked_for_good", "syncing")
    assert not said["different"]


def test_a_connection_that_is_lost_before_the_writing_fails_the_run(prepared_hub: Prepared) -> None:
    said = prepared_hub.trouble("lost", after_commits(prepared_hub, 1))
    assert said["error"] == "ProgrammingError: Cannot operate on a closed database."
    assert said["left"] == {"status": "failed", "message": said["error"]}
    assert not said["different"]


@pytest.mark.parametrize("commits", [2, 3, 12])
def test_a_connection_that_is_lost_with_the_answer_to_a_commit_costs_nothing(
    prepared_hub: Prepared, commits: int
) -> None:
    """What was committed is known by its row in the report: written once, and told as it was decided."""
    said = prepared_hub.trouble("lost", after_commits(prepared_hub, commits))
    assert (said["error"], said["left"]["status"]) == ("", "problems")
    assert not said["different"]


def test_a_lock_that_is_given_back_in_time_is_waited_for(prepared_hub: Prepared) -> None:
    said = prepared_hub.trouble("locked_for_a_moment", after_commits(prepared_hub, 3))
    assert (said["error"], said["left"]["status"]) == ("", "problems")
    assert not said["different"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("name", ["apply", "release"])
def test_a_connection_that_the_server_ends(hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there is no server behind SQLite")
    hub.sync(article("a"), article("b"))
    once(monkeypatch, name, end_connection)
    changed = [article("a", title="New"), article("b", title="New")]
    report = hub.sync(*changed)
    assert report.status == "problems"
    assert report.counts == {"fail": 1, "update": 1}
    assert hub.sync(*changed).counts == {"update": 1, "unchanged": 1}
    assert {page.get_latest_revision_as_object().title for page in ArticlePage.objects.all()} == {"New"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_connection_that_ends_between_two_pages(hub: Hub) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there is no server behind SQLite")

    def progress(phase: str, done: int, _total: int) -> None:
        if phase == "crawl":
            end_connection()

    with pytest.raises(Exception, match="connection"):
        hub.sync(article(), progress=progress)
    run = SyncRun.objects.get()
    assert (run.status, "OperationalError" in run.message or "InterfaceError" in run.message) == ("failed", True)
    assert hub.sync(article()).counts == {"create": 1}


def once(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], None]) -> None:
    """Let something happen when the writer comes there for the first time."""
    method = getattr(applying.Writer, name)

    def first(self: Any, *arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(applying.Writer, name, method)
        act()
        return method(self, *arguments, **options)

    monkeypatch.setattr(applying.Writer, name, first)


def end_connection() -> None:
    """As an administrator, or a server that is restarted, does."""
    [key] = connection.cursor().execute("SELECT pg_backend_pid()").fetchone()
    wanted = {each: connection.get_connection_params()[each] for each in ("host", "port", "user", "dbname")}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [key])
