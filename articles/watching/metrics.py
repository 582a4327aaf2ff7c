"""The metrics, read from the database: any process that is asked gives the same answer, and none has to remember.

What grows is counted when it happens (`articles.watching.tallies`); what is so now is looked up. The number of queries
is the same for one source and for a thousand, and no query reads the articles of runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily

from articles.jobs.queue import JOBS
from articles.models import Alert, Delivery, ProcessBeat, Proposal, Source, SyncRun, Tally

CONTENT_TYPE = CONTENT_TYPE_LATEST
UNFINISHED_TASKS = ("READY", "RUNNING")


class DatabaseCollector:
    """For a registry of prometheus-client; asks the database each time it is asked."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        tallies = _tallies()
        yield from _ended_runs(tallies)
        yield from _unfinished_runs(now)
        yield from _sources(tallies[Tally.Name.LAST_GOOD])
        yield from _queue(now)
        yield from _editors(now)
        yield from _processes(now)


def text() -> bytes:
    """All metrics in Prometheus's text form."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(DatabaseCollector())
    return generate_latest(registry)


def _tallies() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {name: {} for name in Tally.Name.values}
    for name, key, value in Tally.objects.values_list("name", "key", "value"):
        found.setdefault(name, {})[key] = value
    return found


def _ended_runs(tallies: dict[str, dict[str, float]]) -> Iterator[Metric]:
    runs = CounterMetricFamily("gleaner_runs", "Runs that ended.", labels=["trigger", "status"])
    for key, value in tallies[Tally.Name.RUNS].items():
        runs.add_metric(key.split("/", 1), value)
    yield runs
    pages = CounterMetricFamily("gleaner_articles", "Articles of runs, by what became of them.", labels=["outcome"])
    for outcome, value in tallies[Tally.Name.PAGES].items():
        pages.add_metric([outcome], value)
    yield pages
    phases = SummaryMetricFamily(
        "gleaner_run_phase_seconds", "How long the phases of runs took that ended.", labels=["phase"]
    )
    for phase, count in tallies[Tally.Name.PHASES].items():
        phases.add_metric([phase], count_value=int(count), sum_value=tallies[Tally.Name.SECONDS].get(phase, 0))
    yield phases


def _unfinished_runs(now: datetime) -> Iterator[Metric]:
    rows = SyncRun.objects.filter(status__in=SyncRun.ACTIVE).order_by()
    found: dict[str, tuple[int, datetime]] = {each.value: (0, now) for each in SyncRun.ACTIVE}
    for status, number, oldest in _grouped(rows, "status", "created_at"):
        found[status] = (number, oldest)
    runs = GaugeMetricFamily("gleaner_runs_active", "Runs that wait or go on now.", labels=["status"])
    for status in SyncRun.ACTIVE:
        runs.add_metric([status], found[status][0])
    yield runs
    waiting, since = found[SyncRun.Status.QUEUED]
    yield _age("gleaner_run_waiting_seconds", "Since when the oldest run waits for a worker.", waiting, since, now)


def _grouped(rows: QuerySet[Any], by: str, moment: str) -> Iterable[tuple[str, int, datetime]]:
    return rows.values_list(by).annotate(number=Count("pk"), oldest=Min(moment))


def _age(name: str, words: str, number: int, since: datetime | None, now: datetime) -> Metric:
    seconds = (now - since).total_seconds() if number and since else 0.0
    return GaugeMetricFamily(name, f"{words} 0: none does.", value=max(seconds, 0.0))


def _sources(last_good: dict[str, float]) -> Iterator[Metric]:
    moments = GaugeMetricFamily(
        "gleaner_source_last_good_run_timestamp_seconds",
        "When the source's last run without problems ended. 0: there was none.",
        labels=["source"],
    )
    paused = GaugeMetricFamily("gleaner_source_paused", "Whether the source is paused.", labels=["source"])
    scheduled = GaugeMetricFamily("gleaner_source_scheduled", "Whether the source has a schedule.", labels=["source"])
    for key, slug, is_paused, schedule in Source.objects.order_by("pk").values_list("pk", "slug", "paused", "schedule"):
        moments.add_metric([slug], last_good.get(str(key), 0))
        paused.add_metric([slug], is_paused)
        scheduled.add_metric([slug], bool(schedule))
    yield from (moments, paused, scheduled)
    states = GaugeMetricFamily(
        "gleaner_alerts_open", "States that somebody was told of and that last.", labels=["event", "source"]
    )
    lasting = Alert.objects.filter(ended_at=None).order_by()
    for event, source, number in lasting.values_list("event", "source__slug").annotate(number=Count("pk")):
        states.add_metric([event, source or ""], number)
    yield states


def _queue(now: datetime) -> Iterator[Metric]:
    rows = DBTaskResult.objects.filter(backend_name=JOBS, status__in=UNFINISHED_TASKS).order_by()
    found = dict.fromkeys(UNFINISHED_TASKS, (0, now))
    for status, number, oldest in _grouped(rows, "status", "enqueued_at"):
        found[status] = (number, oldest)
    tasks = GaugeMetricFamily("gleaner_tasks", "Background tasks that wait or go on now.", labels=["status"])
    for status in UNFINISHED_TASKS:
        tasks.add_metric([status.lower()], found[status][0])
    yield tasks
    waiting, since = found["READY"]
    yield _age("gleaner_task_waiting_seconds", "Since when the oldest task waits for a worker.", waiting, since, now)


def _editors(now: datetime) -> Iterator[Metric]:
    proposals = GaugeMetricFamily(
        "gleaner_proposals_open", "Changes of the source that wait for an editor.", labels=["source"]
    )
    waiting = Proposal.objects.filter(status=Proposal.Status.OPEN).order_by()
    for source, number in waiting.values_list("document__source__slug").annotate(number=Count("pk")):
        proposals.add_metric([source], number)
    yield proposals
    unsent = Delivery.objects.filter(status=Delivery.Status.WAITING, due_at__lte=now).count()
    yield GaugeMetricFamily("gleaner_alert_deliveries_due", "Alerts that are due and not sent yet.", value=unsent)


def _processes(now: datetime) -> Iterator[Metric]:
    beats = GaugeMetricFamily(
        "gleaner_process_last_beat_timestamp_seconds",
        "The last sign of life of each worker and scheduler.",
        labels=["kind", "host", "pid"],
    )
    # In containers of one name a process has the number that a killed one had: they are one series.
    processes = ProcessBeat.objects.order_by().values_list("kind", "host", "pid")
    for kind, host, pid, moment in processes.annotate(last=Max("beat_at")):
        beats.add_metric([kind, host, str(pid)], moment.timestamp())
    yield beats
