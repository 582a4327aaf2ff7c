"""Another queue is a matter of settings: a real scrape through a worker on a real Redis."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.articles.jobs.installation import Installation
from tests.articles.jobs.test_processes import add_sources, hubs
from tests.sample_hub import free_port
from tests.scraper.hub_server import hub_server
from tests.waiting import wait_until

PATIENCE = 10.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[redis.Redis]:
    """A Redis of the test's own: the tests of others may be using the machine's."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no Redis here: install redis-server")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port)
    try:
        wait_until(lambda: answers(client), "Redis")
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait(PATIENCE)


def answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.fixture
def on_redis(installation: Installation, server: redis.Redis) -> Installation:
    port = server.connection_pool.connection_kwargs["port"]
    installation.environment |= {"TASK_QUEUE": "redis", "REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    return installation


def test_a_run_goes_through_it(on_redis: Installation, server: redis.Redis) -> None:
    with hub_server() as web:
        pattern, [gate] = hubs(web)
        gate.opened.set()
        add_sources(on_redis, 1, pattern)
        assert "waits for the worker" in on_redis.manage("run_due")
        assert on_redis.sql("SELECT count(*) FROM django_tasks_database_dbtaskresult") == [(0,)]
        assert server.llen("rq:queue:default") == 1
        on_redis.sql("UPDATE articles_source SET schedule = ''")
        assert on_redis.manage("run_due") == "Nothing is due.\n", "it stands in the queue"
        on_redis.manage("worker", "--batch")
    assert on_redis.sql("SELECT status, counts FROM articles_syncrun")[0][0] == "done", on_redis.logs()
    assert on_redis.sql("SELECT count(*) FROM articles_articlepage") == [(1,)]
    assert on_redis.sql("SELECT count(*) FROM articles_processbeat") == [(0,)]


def test_what_it_lost_is_queued_again(on_redis: Installation, server: redis.Redis) -> None:
    with hub_server() as web:
        pattern, [gate] = hubs(web)
        gate.opened.set()
        add_sources(on_redis, 1, pattern)
        on_redis.manage("run_due")
        on_redis.sql("UPDATE articles_source SET schedule = ''")
        server.flushdb()
        assert "handed over again" in on_redis.manage("run_due")
        on_redis.manage("worker", "--batch")
    assert on_redis.sql("SELECT status FROM articles_syncrun") == [("done",)], on_redis.logs()


def test_a_worker_on_redis_that_is_killed_is_taken_up(on_redis: Installation) -> None:
    with hub_server() as web:
        pattern, [gate] = hubs(web)
        add_sources(on_redis, 1, pattern)
        on_redis.manage("run_due")
        worker = on_redis.start("worker")
        on_redis.wait_for("SELECT id FROM articles_syncrun WHERE status = 'crawling' AND found > 0", bool)
        on_redis.kill_all(worker)
        gate.opened.set()
        on_redis.sql("UPDATE articles_source SET schedule = ''")
        on_redis.let_time_pass()
        assert "takes up what was killed" in on_redis.manage("run_due")
        on_redis.manage("worker", "--batch")
    assert on_redis.sql("SELECT status FROM articles_syncrun ORDER BY id") == [("killed",), ("done",)]


def test_a_merge_that_had_to_wait_for_a_run_is_done_after_it(on_redis: Installation) -> None:
    on_redis.python(
        """
from django.contrib.auth import get_user_model
from django.utils import timezone
from articles.library.kinds import kind_of
from articles.library.merge import request_merge
from articles.tasks import enqueue_merge
source = Source.objects.create(name="Hub", slug="hub", address="https://hub.example/")
SyncRun.objects.create(source=source, status="syncing", started_at=timezone.now(), heartbeat_at=timezone.now())
one, two = (Role.objects.create(name=name, slug=name) for name in ("one", "two"))
enqueue_merge(request_merge(kind_of(Role), one.pk, two.pk, get_user_model().objects.create_user("ada")))
"""
    )
    on_redis.manage("worker", "--batch")
    assert on_redis.sql("SELECT status FROM articles_librarymerge") == [("queued",)], on_redis.logs()
    assert "handed over again" not in on_redis.manage("run_due")
    on_redis.sql("UPDATE articles_syncrun SET status = 'done'")
    assert "handed over again" in on_redis.manage("run_due")
    on_redis.manage("worker", "--batch")
    assert on_redis.sql("SELECT status FROM articles_librarymerge") == [("done",)], on_redis.logs()
