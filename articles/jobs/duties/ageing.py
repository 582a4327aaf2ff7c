"""Which figures of published articles are old, counted once a day and kept: the count goes through all of them.

Source of truth: the figures' years, and today's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from articles.models import ArticleFigure, StandingJob

NAME = "figure-ageing"
USUAL_AGE = 2
"""Years after which a figure counts as old where nobody says otherwise."""


@dataclass(frozen=True, kw_only=True)
class Aged:
    """What the last count found."""

    old: int
    became_old: int
    """Of these, so many did with this year's beginning."""
    articles: int
    """That have an old figure."""
    without_year: int
    counted_at: datetime


def oldest(years: int) -> int:
    """The last year whose figures are so old."""
    return timezone.localdate().year - years


def age_figures() -> dict[str, int]:
    """Count what is old today."""
    year = oldest(USUAL_AGE)
    is_old = Q(end_year__lte=year)
    return ArticleFigure.objects.filter(page__live=True).aggregate(
        old=Count("pk", filter=is_old),
        became_old=Count("pk", filter=Q(end_year=year)),
        articles=Count("page", filter=is_old, distinct=True),
        without_year=Count("pk", filter=Q(end_year=None)),
    )


def aged() -> Aged | None:
    """What was counted last; None before the first time."""
    job = StandingJob.objects.filter(name=NAME, last_result__has_key="old").first()
    if job is None or job.last_finished_at is None:
        return None
    counted = {word: job.last_result.get(word, 0) for word in ("old", "became_old", "articles", "without_year")}
    return Aged(**counted, counted_at=job.last_finished_at)
