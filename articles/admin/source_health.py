"""How a source's last runs went, as bars to look at and as a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component

from articles.admin.run_columns import tone
from articles.admin.source_columns import coming_runs
from articles.admin.wording import counts_in_words
from articles.jobs.holding import moment_in_words
from articles.models import Source, SyncRun

RUNS_SHOWN = 20
"""Three weeks of a hub that is crawled each night: enough to see what became usual."""
BAR, GAP, HEIGHT, LEAST = 20, 8, 100, 3
"""Units of the drawing: a bar, what is between two, the tallest one, and one of a run without articles."""
MARKS = {"warning": "!", "bad": "×"}
"""What stands over a bar, for who does not tell the colours apart."""
TONES = {
    "good": gettext_lazy("went well"),
    "warning": gettext_lazy("ended with problems"),
    "bad": gettext_lazy("failed or stopped"),
    "neutral": gettext_lazy("not at its end"),
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    run: SyncRun
    articles: int
    tone: str
    mark: str
    x: int
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def moment(self) -> datetime:
        return self.run.started_at or self.run.created_at

    @property
    def articles_in_words(self) -> str:
        shown = {"number": number_format(self.articles)}
        return ngettext("%(number)s article", "%(number)s articles", self.articles) % shown

    @property
    def counts(self) -> str:
        return counts_in_words(self.run.counts)


class SourceHealth(Component):
    """The last runs of a source, the oldest first; when the last one went well, and when the next one is."""

    template_name = "articles/admin/source_health.html"

    def __init__(self, source: Source) -> None:
        self.source = source

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        bars = self.bars()
        well = self.source.runs.filter(status=SyncRun.Status.DONE, trigger__in=SyncRun.ASKING)
        good = well.order_by("-created_at", "-id").first()
        return {
            "source": self.source,
            "bars": bars,
            "bar_width": BAR,
            "width": len(bars) * (BAR + GAP),
            "height": HEIGHT,
            "tallest": number_format(max((each.articles for each in bars), default=0)),
            "legend": legend(bars),
            "last_good": good and (good.finished_at or good.created_at),
            "next_run": self.next_run(),
        }

    def bars(self) -> list[Bar]:
        latest = self.source.runs.only("status", "started_at", "created_at", "crawled", "counts", "source")[:RUNS_SHOWN]
        runs = list(latest)[::-1]
        numbers = [articles_of(run) for run in runs]
        most = max([1, *numbers])
        return [
            Bar(
                run=run,
                articles=number,
                tone=tone(run.status),
                mark=MARKS.get(tone(run.status), ""),
                x=place * (BAR + GAP) + GAP // 2,
                height=max(LEAST, round(HEIGHT * number / most)),
            )
            for place, (run, number) in enumerate(zip(runs, numbers, strict=True))
        ]

    def next_run(self) -> str:
        if self.source.paused:
            return _("None while the source is paused")
        coming = next(map(moment_in_words, coming_runs(self.source, 1)), "")
        return f"{coming} ({self.source.time_zone})" if coming else _("None: it runs by hand only")


def articles_of(run: SyncRun) -> int:
    """How many articles a run dealt with: those that have an outcome, or those crawled where it did not get so far."""
    return sum(run.counts.values()) or run.crawled


def legend(bars: list[Bar]) -> list[dict[str, Any]]:
    """How many runs there are of each tone, with its words and its mark."""
    numbers = {name: sum(each.tone == name for each in bars) for name in TONES}
    return [
        {"tone": name, "words": TONES[name], "mark": MARKS.get(name, ""), "number": number}
        for name, number in numbers.items()
        if number
    ]
