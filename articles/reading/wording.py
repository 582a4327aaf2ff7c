"""What a figure measures, in words: its statistic, its span of time, and its years."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

STATISTICS = {"median": gettext_lazy("median"), "mean": gettext_lazy("mean")}
PERIODS = {
    "year": gettext_lazy("a year"),
    "month": gettext_lazy("a month"),
    "week": gettext_lazy("a week"),
    "day": gettext_lazy("a day"),
    "hour": gettext_lazy("an hour"),
}


def nature_of(statistic: str, period: str) -> str:
    """ "median, a year"; without what is not said."""
    return ", ".join(str(each) for each in (STATISTICS.get(statistic), PERIODS.get(period)) if each)


def years_of(start: int | None, end: int | None) -> str:
    """The year, or from the one to the other; empty where none is said."""
    return "–".join(dict.fromkeys(str(each) for each in (start, end) if each))
