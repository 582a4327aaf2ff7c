"""Several workers and crawl processes against a real PostgreSQL and Redis; one of each is killed, nothing is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.articles.jobs.installation import Installation
from tests.processes import children
from tests.redis_server import redis_url
from tests.scraper.hub_server import Answer, Asked, HubServer, hub_server, page, sitemap
from tests.test_postgres import SERVER, server_is_there
from tests.waiting import wait_until

__all__ = ["redis_url"]
WORKERS = 3
SIZES = {"large": 200, "small-1": 120, "small-2": 120, "small-3": 40}
"""Sources and how many articles each has; the large one is split over two processes."""

SETUP = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page
index = ArticleIndexPage(title="Articles", slug="articles")
Page.get_first_root_node().add_child(instance=index)
for slug, address in HUBS.items():
    Source.objects.create(
        name=slug, slug=slug, address=address, target=index, allow_private=True, store_images=False,
        schedule="* * * * *", crawl_processes=2 if slug == "large" else 1,
    )
Source.objects.update(created_at=timezone.now() - timedelta(hours=1))
"""


@pytest.fixture
def database() -> Iterator[str]:
    if not server_is_there():
        pytest.skip("no PostgreSQL here: name one with TEST_POSTGRES_URL=")
    name = f"crawl_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def hub(tmp_path: Path, database: str, redis_url: str) -> Iterator[Installation]:
    """An installation on both, empty."""
    var = tmp_path / "var"
    var.mkdir()
    hub = Installation(var, database, {"REDIS_URL": redis_url})
    hub.manage("migrate", "--verbosity", "0")
    yield hub
    hub.end()


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


@pytest.mark.postgres
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc on this system")
def test_one_of_each_is_killed_and_nothing_is_lost_or_done_twice(hub: Installation) -> None:
    with hubs() as servers:
        addresses = {slug: server.at(f"/{slug}/") for slug, server in servers.items()}
        hub.python(f"HUBS = {addresses!r}\n{SETUP}")
        hub.manage("run_due")
        hub.sql("UPDATE articles_source SET schedule = ''")
        started = [hub.start("worker") for _ in range(WORKERS)]

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
        hub.wait_for(running, lambda rows: len(rows) <= 1)
        hub.wait_for("SELECT 1 FROM articles_syncrun WHERE status = 'done'", lambda rows: len(rows) >= 3)
        assert not at_work("/crawls/"), "what a killed worker had started ends with it"

        hub.let_time_pass()
        assert "takes up what was killed" in hub.manage("run_due")
        hub.wait_for(running, lambda rows: not rows)

        statuses = "SELECT s.slug, array_agg(r.status ORDER BY r.id) FROM articles_syncrun r JOIN articles_source s"
        told = dict(hub.sql(f"{statuses} ON s.id = r.source_id GROUP BY s.slug"))
        assert set(told) == set(SIZES)
        assert all(each[-1] == "done" and each.count("done") == 1 for each in told.values()), told
        assert sum("killed" in each for each in told.values()) <= 1
        assert told["large"] == ["done"]

        documents = "SELECT s.slug, count(*), count(DISTINCT d.page_id) FROM articles_sourcedocument d"
        kept = hub.sql(f"{documents} JOIN articles_source s ON s.id = d.source_id GROUP BY s.slug")
        assert sorted(kept) == sorted((slug, size, size) for slug, size in SIZES.items())
        assert hub.sql("SELECT count(*) FROM articles_articlepage") == [(sum(SIZES.values()),)]
        twice = "SELECT object_id FROM wagtailcore_revision GROUP BY content_type_id, object_id HAVING count(*) > 1"
        assert hub.sql(twice) == []
        created = "SELECT url FROM articles_syncrunarticle WHERE outcome = 'create' GROUP BY url"
        assert len(hub.sql(created)) == sum(SIZES.values())
        assert hub.sql(f"{created} HAVING count(*) > 1") == []
