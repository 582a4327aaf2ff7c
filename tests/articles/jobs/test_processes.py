"""Schedulers and workers as real processes: nothing is started twice, and what is killed is taken up."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from tests.articles.jobs.installation import PATIENCE, Installation
from tests.scraper.hub_server import Answer, Asked, HubServer, hub_server, page, sitemap

AT_ONCE = 5
SOURCES = 12


class Gate:
    """A page that comes only once somebody opens."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.opened = threading.Event()

    def __call__(self, _: Asked) -> Answer:
        self.opened.wait(PATIENCE)
        return page(self.title)


def add_sources(installation: Installation, number: int, address: str, schedule: str = "* * * * *") -> None:
    """Sources whose moment came hours ago."""
    installation.python(
        "from datetime import timedelta\nfrom django.utils import timezone\n"
        "from wagtail.models import Page\n"
        "root = Page.get_first_root_node()\n"
        "index = ArticleIndexPage.objects.first() or root.add_child(instance=ArticleIndexPage(title='A', slug='art'))\n"
        f"for each in range({number}):\n"
        f"    Source.objects.create(name=f'Hub {{each}}', slug=f'hub-{{each}}', address={address!r}.format(each),\n"
        f"        schedule={schedule!r}, target=index, allow_private=True)\n"
        "Source.objects.update(created_at=timezone.now() - timedelta(hours=5))\n"
    )


def hubs(server: HubServer, number: int = 1) -> tuple[str, list[Gate]]:
    """So many hubs of one article each on the server, which waits at its gate; the pattern of their addresses."""
    gates = [Gate(f"Article of hub {each}") for each in range(number)]
    server.routes = {f"/hub-{each}/one/": gate for each, gate in enumerate(gates)}
    server.routes["/sitemap.xml"] = sitemap(*(server.at(f"/hub-{each}/one/") for each in range(number)))
    return server.at("/hub-{}/"), gates


def test_of_several_schedulers_each_due_run_and_job_starts_once(installation: Installation) -> None:
    add_sources(installation, SOURCES, "http://127.0.0.1:9/hub-{}/")
    installation.manage("jobs", "list")
    installation.sql("UPDATE articles_standingjob SET schedule = '* * * * *', created_at = '2026-01-01 00:00:00+00:00'")
    ticks = [installation.start("run_due") for _ in range(AT_ONCE)]
    assert [each.wait(90) for each in ticks] == [0] * AT_ONCE, installation.logs()
    runs = installation.sql("SELECT source_id, count(*) FROM articles_syncrun GROUP BY source_id")
    assert sorted(number for _, number in runs) == [1] * SOURCES
    jobs = installation.sql("SELECT name, status FROM articles_standingjob")
    assert {status for _, status in jobs} == {"queued"}
    [(tasks, places)] = installation.sql("SELECT count(*), count(DISTINCT id) FROM django_tasks_database_dbtaskresult")
    assert (tasks, places) == (SOURCES + len(jobs), SOURCES + len(jobs)), installation.logs()


def test_schedulers_end_in_order_and_one_that_is_killed_holds_up_no_other(installation: Installation) -> None:
    add_sources(installation, 2, "http://127.0.0.1:9/hub-{}/", schedule="0 0 1 1 *")
    both = [installation.start("scheduler", "--every", "1") for _ in range(2)]
    installation.wait_for("SELECT kind FROM articles_processbeat", lambda rows: len(rows) == 2)
    both[0].kill()
    # Their moment comes now, and the other one sees it.
    installation.sql("UPDATE articles_source SET schedule = '* * * * *'")
    installation.wait_for("SELECT source_id FROM articles_syncrun", lambda rows: len(rows) == 2)
    both[1].send_signal(signal.SIGTERM)
    assert both[1].wait(30) == 0, installation.logs()
    [(pid,)] = installation.sql("SELECT pid FROM articles_processbeat")
    assert pid == both[0].pid, "the one that ended in order is gone, the killed one is seen until it is forgotten"


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs processes that can be killed")
def test_a_run_whose_worker_is_killed_is_taken_up(installation: Installation) -> None:
    with hub_server() as server:
        pattern, [gate] = hubs(server)
        add_sources(installation, 1, pattern)
        installation.manage("run_due")
        worker = installation.start("worker")
        installation.wait_for("SELECT id FROM articles_syncrun WHERE status = 'crawling' AND found > 0", bool)
        worker.kill()
        worker.wait()
        gate.opened.set()
        assert "takes up" not in installation.manage("run_due"), "it may live: nobody can tell yet"
        installation.sql("UPDATE articles_source SET schedule = ''")
        installation.let_time_pass()
        said = installation.manage("run_due")
        assert "takes up what was killed" in said, said
        assert "left by workers that were killed" in said
        assert installation.manage("run_due") == "Nothing is due.\n", "what was taken up is taken up once"
        installation.manage("worker", "--batch", "--verbosity", "0")
    first, second = installation.sql("SELECT status, again_of_id, attempt, message FROM articles_syncrun ORDER BY id")
    assert (first[0], second[0]) == ("killed", "done"), installation.logs()
    assert second[1:3] == (1, 2)
    assert "no sign of life since" in first[3]
    tasks = installation.sql("SELECT status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at")
    assert [status for (status,) in tasks] == ["FAILED", "SUCCESSFUL"]
    assert installation.sql("SELECT count(*) FROM articles_articlepage") == [(1,)]
    assert installation.sql("SELECT count(*) FROM articles_hostlease") == [(0,)]


def test_a_run_whose_task_is_lost_is_queued_again(installation: Installation) -> None:
    with hub_server() as server:
        pattern, [gate] = hubs(server)
        gate.opened.set()
        add_sources(installation, 1, pattern)
        installation.manage("run_due")
        installation.sql("UPDATE articles_source SET schedule = ''")
        installation.sql("DELETE FROM django_tasks_database_dbtaskresult")
        assert "stood in no queue and was handed over again" in installation.manage("run_due")
        assert installation.manage("run_due") == "Nothing is due.\n"
        installation.manage("worker", "--batch", "--verbosity", "0")
    assert installation.sql("SELECT status FROM articles_syncrun") == [("done",)], installation.logs()


def test_two_sources_of_one_host_take_turns_and_hold_up_no_worker(installation: Installation) -> None:
    with hub_server() as busy, hub_server() as other:
        pattern, gates = hubs(busy, 2)
        elsewhere, [gate] = hubs(other)
        gate.opened.set()
        add_sources(installation, 3, pattern)
        installation.sql(f"UPDATE articles_source SET address = '{elsewhere.format(0)}' WHERE slug = 'hub-2'")
        installation.manage("run_due")
        installation.sql("UPDATE articles_source SET schedule = ''")
        first = installation.start("worker")
        installation.wait_for("SELECT id FROM articles_syncrun WHERE status = 'crawling' AND found > 0", bool)
        installation.manage("worker", "--batch", "--verbosity", "0")
        by_source = "SELECT r.status, r.message FROM articles_syncrun r JOIN articles_source s ON s.id = r.source_id "
        [(status, message)] = installation.sql(f"{by_source} WHERE s.slug = 'hub-1'")
        assert status == "queued"
        assert "waits until run" in message
        assert installation.sql(f"{by_source} WHERE s.slug = 'hub-2'")[0][0] == "done", installation.logs()
        assert installation.manage("run_due") == "Nothing is due.\n", "its turn has not come"
        assert not any("hub-1/one" in each for each in busy.paths())
        for each in gates:
            each.opened.set()
        installation.wait_for(f"{by_source} WHERE s.slug = 'hub-0'", lambda rows: rows[0][0] == "done")
        assert "handed over again" in installation.manage("run_due")
        installation.wait_for(f"{by_source} WHERE s.slug = 'hub-1'", lambda rows: rows[0][0] == "done")
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 0
    assert installation.sql("SELECT count(*) FROM articles_processbeat") == [(0,)]
    assert installation.sql("SELECT count(*) FROM articles_hostlease") == [(0,)]
