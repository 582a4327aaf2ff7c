"""What the soak found: whether a run was lost or done twice, a page is missing or double, something grew."""

from __future__ import annotations

import os
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from articles.models import ArticlePage, Source, SourceDocument, SyncRun
from tests.soak.hubs import Hub
from tests.soak.processes import Process

WARM = 0.3
"""Share of the samples in which a process may still grow: caches fill, modules load."""
GROWTH = 1.15
HANDLES = 8
"""Handles that the last third of the samples may have more than the one before."""

TEXT = """\
# Half an hour of everything going wrong

`python -m tests.soak --minutes {minutes} --write` on {day}, {database}, {cores} cores. Twenty hubs on loopback, each
failing in a way of its own (errors, `503` with Retry-After, answers that hang, drip, break off or are half, circles,
redirects to a private address, broken gzip and charsets, 40 MB pages, 10,000 nested tags, a robots.txt that forbids
all, lists that are missing, articles that are gone and come back, a host that does not answer), each due in every
minute. One worker and the scheduler get `kill -9` about once a minute; a second worker and the site stay up and are
measured.

| what | seen | |
|---|---|---|
{rows}
"""


@dataclass(frozen=True, kw_only=True)
class Finding:
    name: str
    value: str
    is_well: bool


@dataclass(frozen=True, kw_only=True)
class Verdict:
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return all(each.is_well for each in self.findings)

    def text(self) -> str:
        return "\n".join(f"{'ok   ' if each.is_well else 'WRONG'} {each.name}: {each.value}" for each in self.findings)

    def write(self, minutes: float) -> None:
        rows = "\n".join(f"| {e.name} | {e.value} | {'ok' if e.is_well else 'WRONG'} |" for e in self.findings)
        text = TEXT.format(
            minutes=f"{minutes:g}",
            day=datetime.now(UTC).date(),
            database=connection.vendor,
            cores=os.cpu_count(),
            rows=rows,
        )
        Path("docs/soak.md").write_text(text, encoding="utf-8")


def judge(hubs: list[Hub], processes: dict[str, Process], drained: float | None) -> Verdict:
    runs = list(SyncRun.objects.select_related("source").order_by("source", "created_at"))
    return Verdict(
        findings=(
            Finding(name="kills of worker and scheduler", value=f"{processes['worker'].kills} each", is_well=True),
            *_of_runs(runs),
            Finding(
                name="the queue ran empty",
                value=f"within {drained:.0f} s" if drained is not None else "never",
                is_well=drained is not None,
            ),
            *_of_pages(hubs),
            *(finding for name in ("lasting worker", "site") for finding in _of_growth(processes[name])),
        )
    )


def _of_runs(runs: list[SyncRun]) -> Iterator[Finding]:
    statuses = Counter(run.status for run in runs)
    yield Finding(name="runs", value=", ".join(f"{n} {word}" for word, n in sorted(statuses.items())), is_well=True)
    left = [run.pk for run in runs if run.status in SyncRun.ACTIVE]
    yield Finding(name="runs that never ended", value=str(len(left)), is_well=not left)
    overlaps = sum(map(_overlap, runs, runs[1:]))
    yield Finding(name="runs of one source at the same time", value=str(overlaps), is_well=not overlaps)
    scheduled = Counter(run.source.slug for run in runs if run.trigger == SyncRun.Trigger.SCHEDULE)
    silent = [each.slug for each in Source.objects.all() if not scheduled[each.slug]]
    yield Finding(name="sources that were never run", value=", ".join(silent) or "none", is_well=not silent)
    ended_well = {run.source_id for run in runs if run.status in (SyncRun.Status.DONE, SyncRun.Status.PROBLEMS)}
    last_killed = [
        run.source.slug
        for run in {run.source_id: run for run in runs}.values()
        if run.status == SyncRun.Status.KILLED and run.source_id in ended_well
    ]
    yield Finding(
        name="killed runs that nobody took up", value=", ".join(last_killed) or "none", is_well=not last_killed
    )


def _overlap(one: SyncRun, other: SyncRun) -> bool:
    """Whether a source's run began before the one before it had ended."""
    return bool(
        one.source_id == other.source_id and one.finished_at and other.started_at and other.started_at < one.finished_at
    )


def _of_pages(hubs: list[Hub]) -> Iterator[Finding]:
    expected = {hub.slug: hub.lasting for hub in hubs}
    documents = Counter(SourceDocument.objects.filter(page__isnull=False).values_list("source__slug", flat=True))
    wrong = {slug: documents[slug] for slug, number in expected.items() if documents[slug] != number}
    seen = f"{sum(documents.values())} of {sum(expected.values())}"
    yield Finding(name="articles", value=f"{seen}, wrong: {wrong}" if wrong else seen, is_well=not wrong)
    pages = ArticlePage.objects.count()
    yield Finding(
        name="pages without an article, or two for one", value=str(pages - sum(documents.values())),
        is_well=pages == sum(documents.values()),
    )  # fmt: skip
    problems = sum(map(len, ArticlePage.find_problems()))
    yield Finding(name="faults of the page tree", value=str(problems), is_well=not problems)


def _of_growth(process: Process) -> Iterator[Finding]:
    warm = process.samples[int(len(process.samples) * WARM) :]
    half = len(warm) // 2
    if not half:
        return
    early, late = warm[:half], warm[half:]
    before, after = (statistics.median(each.megabytes for each in part) for part in (early, late))
    yield Finding(
        name=f"memory of the {process.name}",
        value=f"{before:.0f} MB, later {after:.0f} MB",
        is_well=after <= before * GROWTH,
    )
    open_before, open_after = (statistics.median(each.handles for each in part) for part in (early, late))
    yield Finding(
        name=f"file handles of the {process.name}", value=f"{open_before:.0f}, later {open_after:.0f}",
        is_well=open_after <= open_before + HANDLES,
    )  # fmt: skip
