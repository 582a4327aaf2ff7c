"""What is scheduled: scrape runs by the sources' schedules, and pages that go live or expire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from articles.admin.links import SOURCES, may_see_sources
from articles.models import ArticlePage, Source
from articles.sync.schedule import UNREADABLE, starts

MOST_A_SOURCE = 3000
"""Moments looked at of one schedule: once in a quarter of an hour, for a month."""


@dataclass(frozen=True, kw_only=True)
class Coming:
    moment: datetime
    """In the current time zone."""
    words: str
    kind: str
    """ "run", "publish" or "expire"."""
    url: str
    about: int
    """The key of the source or of the page."""


def coming(user: Any, start: datetime, end: datetime) -> list[Coming]:
    """What this person may know of, in the order of time."""
    found = [*pages(user, start, end)]
    if may_see_sources(user):
        found += [each for source in scheduled_sources() for each in runs_of(source, start, end)]
    return sorted(found, key=lambda each: (each.moment, each.words))


def scheduled_sources() -> list[Source]:
    return list(Source.objects.filter(paused=False).exclude(schedule="").order_by("name"))


def runs_of(source: Source, start: datetime, end: datetime, most: int = MOST_A_SOURCE) -> Iterator[Coming]:
    try:
        for moment in islice(takewhile(lambda each: each < end, starts(source, start)), most):
            yield Coming(
                moment=timezone.localtime(moment),
                words=source.name,
                kind="run",
                url=reverse(f"{SOURCES}:inspect", args=[source.pk]),
                about=source.pk,
            )
    except UNREADABLE:
        return  # the list of sources says what is wrong with it


def pages(user: Any, start: datetime, end: datetime) -> Iterator[Coming]:
    """Articles that go live or expire by themselves, of those that the person may edit."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    scheduled = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        approved_go_live_at__gte=start,
        approved_go_live_at__lt=end,
    ).values_list("object_id", "approved_go_live_at")
    by_page = {int(page): moment for page, moment in scheduled}
    articles = ArticlePage.objects.filter(pk__in=mine.values("pk"))
    titles = articles.filter(pk__in=by_page).values_list("pk", "draft_title")
    for page, title in titles:
        yield _of_page(page, title, by_page[page], "publish")
    expiring = articles.filter(live=True, expire_at__gte=start, expire_at__lt=end)
    for page, title, moment in expiring.values_list("pk", "draft_title", "expire_at"):
        yield _of_page(page, title, moment, "expire")


def _of_page(page: int, title: str, moment: datetime, kind: str) -> Coming:
    words = _("%(title)s goes live") if kind == "publish" else _("%(title)s expires")
    return Coming(
        moment=timezone.localtime(moment),
        words=words % {"title": title},
        kind=kind,
        url=reverse("wagtailadmin_pages:edit", args=[page]),
        about=page,
    )
