"""Several workers and crawl processes against a real PostgreSQL and Redis; one of each is killed, nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.redis_server import redis_url
from tests.scraper.hub_server import Answer, Asked, HubServer, hub_server, page, sitemap
from tests.test_postgres import SERVER, server_is_there

__all__ = ["redis_url"]
ROOT = Path(__file__).parent.parent
WORKERS = 3
SIZES = {"large": 200, "small-1": 120, "small-2": 120, "small-3": 40}
"""Sources and how many articles each has; the large one is split over two processes."""
PATIENCE = 120.0

SETUP = """
import os, json
from wagtail.models import Page
from articles.models import ArticleIndexPage, Source
from articles.sync.claim import request_run
from articles.tasks import enqueue_run
index = ArticleIndexPage(title="Articles", slug="articles")
Page.get_first_root_node().add_child(instance=index)
for slug, address in json.loads(os.environ["HUBS"]).items():
    source = Source.objects.create(
        name=slug, slug=slug, address=address, target=index, allow_private=True, store_images=False,
        crawl_processes=2 if slug == "large" else 1,
    )
    enqueue_run(request_run(source, "schedule"))
"""
AGAIN = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Source
from articles.sync.claim import RunActive, bury_dead_runs, request_run
from articles.tasks import enqueue_run
bury_dead_runs(now=timezone.now() + timedelta(minutes=3))
for source in Source.objects.exclude(runs__status="done"):
    try:
        enqueue_run(request_run(source, "schedule"))
    except RunActive:
        pass  # somebody has taken it up already
"""
"""What an operator's scheduler does when the killed run has given no sign of life for two minutes."""


@pytest.fixture
def database() -> Iterator[str]:
    if not server_is_there():
        pytest.skip("no PostgreSQL here: name one with TEST_POSTGRES_URL=")
    name = f"crawl_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def hubs() -> Iterator[dict[str, HubServer]]:
    """Each source's hub, on a server of its own: a host is crawled by one run at a time."""

    def slow(answer: Answer) -> Callable[[Asked], Answer]:
        def told(_: Asked) -> Answer:
            time.sleep(0.05)
            return answer

        return told

    with ExitStack() as there:
        servers = {slug: there.enter_context(hub_server()) for slug in SIZES}
        for slug, server in servers.items():
            server.routes |= {f"/{slug}/{number}/": slow(page(f"{slug} {number}")) for number in range(SIZES[slug])}
            server.routes["/sitemap.xml"] = sitemap(*map(server.at, server.routes))
        yield servers


def manage(environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def worker(environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "manage.py", "db_worker", "--backend", "jobs", "--interval", "0.5"]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def children(process: int) -> dict[int, str]:
    """The processes that it started, with their command lines."""
    try:
        found = [each for task in Path(f"/proc/{process}/task").glob("*/children") for each in task.read_text().split()]
        return {int(each): Path(f"/proc/{each}/cmdline").read_bytes().decode().replace("\0", " ") for each in found}
    except OSError:
        return {}


def wait_until(met: Callable[[], Any], what: str) -> Any:
    until = time.monotonic() + PATIENCE
    while not (found := met()):
        assert time.monotonic() < until, f"{what} takes too long"
        time.sleep(0.2)
    return found


@pytest.mark.postgres
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")
def test_one_of_each_is_killed_and_nothing_is_lost_or_done_twice(tmp_path: Path, database: str, redis_url: str) -> None:
    with ExitStack() as there:
        servers = there.enter_context(hubs())
        environment = os.environ | {
            "DATABASE_URL": database,
            "REDIS_URL": redis_url,
            "GLEANER_VAR": str(tmp_path / "var"),
            "SECRET_KEY": "tests only",
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "HUBS": json.dumps({slug: server.at(f"/{slug}/") for slug, server in servers.items()}),
        }
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "shell", "-v", "0", "-c", SETUP)
        rows = there.enter_context(closing(psycopg.connect(database, autocommit=True)))

        def ask(query: str) -> list[tuple[Any, ...]]:
            return rows.execute(query).fetchall()

        started = [
            there.enter_context(worker(environment, tmp_path / f"worker-{number}.log")) for number in range(WORKERS)
        ]

        def at_work(words: str) -> list[tuple[int, int]]:
            """The worker and the process of its crawl that has these words on its command line."""
            return [
                (each.pid, child) for each in started for child, line in children(each.pid).items() if words in line
            ]

        # One worker that crawls a small source, and the helper of the large one's crawl, in the middle of both.
        wait_until(
            lambda: [each for each in servers["large"].paths() if each.startswith("/large/")][30:], "the large crawl"
        )
        [(_, helper)] = wait_until(lambda: at_work(" --join large-"), "a helper")
        os.kill(helper, signal.SIGKILL)
        dead, _crawl = wait_until(lambda: at_work("/crawls/small-"), "a small crawl")[0]
        os.kill(dead, signal.SIGKILL)
        running = "SELECT 1 FROM articles_syncrun WHERE status IN ('queued', 'crawling', 'syncing')"
        wait_until(lambda: len(ask(running)) <= 1, "the rest")
        wait_until(lambda: len(ask("SELECT 1 FROM articles_syncrun WHERE status = 'done'")) >= 3, "the rest")
        assert not at_work("/crawls/"), "what a killed worker had started ends with it"

        manage(environment, "shell", "-v", "0", "-c", AGAIN)
        wait_until(lambda: not ask(running), "the run that is taken up again")

        statuses = "SELECT s.slug, array_agg(r.status ORDER BY r.id) FROM articles_syncrun r JOIN articles_source s"
        told = dict(ask(f"{statuses} ON s.id = r.source_id GROUP BY s.slug"))
        assert set(told) == set(SIZES)
        assert all(each[-1] == "done" and each.count("done") == 1 for each in told.values()), told
        assert sum("killed" in each for each in told.values()) <= 1
        assert told["large"] == ["done"]

        documents = "SELECT s.slug, count(*), count(DISTINCT d.page_id) FROM articles_sourcedocument d"
        kept = ask(f"{documents} JOIN articles_source s ON s.id = d.source_id GROUP BY s.slug")
        assert sorted(kept) == sorted((slug, size, size) for slug, size in SIZES.items())
        assert ask("SELECT count(*) FROM articles_articlepage") == [(sum(SIZES.values()),)]
        twice = "SELECT object_id FROM wagtailcore_revision GROUP BY content_type_id, object_id HAVING count(*) > 1"
        assert ask(twice) == []
        created = "SELECT url FROM articles_syncrunarticle WHERE outcome = 'create' GROUP BY url"
        assert len(ask(created)) == sum(SIZES.values())
        assert ask(f"{created} HAVING count(*) > 1") == []
        for each in started:
            if each.pid != dead:
                each.terminate()
