"""How long the admin's lists take over a large hub, beside Wagtail's own listing of the same pages."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.admin.provenance.suggestions import suggestions_for
from articles.admin.reports.register import ALL
from articles.models import (
    ArticleFigure,
    ArticlePage,
    ArticleRole,
    LinkCheck,
    PartLock,
    Proposal,
    Role,
    SourceDocument,
    SyncRun,
)
from articles.sync.follow import look
from articles.sync.merging.parts import part_of
from tests.bench.list_figures import KEY, PROPOSALS, TURNS

LOCKS = 500
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
"""Nobody collects them for a bench."""
COMMON = "A role of all"
"""The role that every article names, with a salary and a growth each; some twenty amounts a year."""


def fill() -> None:
    """What waits, is locked, away and broken, over the hub that is there."""
    documents = list(SourceDocument.objects.values_list("pk", flat=True)[:PROPOSALS])
    text = "<p>" + "Words that both sides wrote of a role, each in a way of its own. " * 8 + "</p>"
    Proposal.objects.bulk_create(
        Proposal(document_id=each, part=part_of(("roles", "analyst", "html")), base=text, ours=text, theirs=text + text)
        for each in documents
    )
    PartLock.objects.bulk_create(
        PartLock(document_id=each, part=part_of(("summary",)), changes=2, theirs=text) for each in documents[:LOCKS]
    )
    SourceDocument.objects.filter(pk__in=documents[:LOCKS]).update(missing="gone", missing_since=timezone.now())
    cited = SourceDocument.objects.filter(pk__in=documents).values_list("page__citations__url", flat=True)
    LinkCheck.objects.bulk_create(
        LinkCheck(url=each, state="broken", checked_at=timezone.now()) for each in set(cited) if each
    )
    name_one_role()


def name_one_role() -> None:
    role = Role.objects.create(name=COMMON, slug="a-role-of-all")
    pages = list(ArticlePage.objects.values_list("pk", flat=True))
    ArticleRole.objects.bulk_create(ArticleRole(page_id=page, role=role, title=COMMON, sort_order=99) for page in pages)
    ArticleFigure.objects.bulk_create(
        ArticleFigure(
            page_id=page,
            kind=kind,
            role=COMMON,
            text=f"{number % 20 + 40},000",
            amount=number % 20 + 40,
            statistic="median",
            end_year=2015 + number % 10,
            citation=f"https://statistics.example/{number % 5}",
        )
        for number, page in enumerate(pages)
        for kind in ("salary", "growth")
    )


def addresses() -> dict[str, str]:
    run = SyncRun.objects.order_by("pk")[0]
    common = Role.objects.get(name=COMMON)
    reports = {each.name: reverse(f"hub_reports:{each.name}") for each in ALL}
    return {
        "incoming": reverse("hub_incoming:index"),
        "incoming, searched": reverse("hub_incoming:index") + "?q=article",
        "incoming, of a kind": reverse("hub_incoming:index") + "?kind=roles",
        "sources": reverse("hub_sources:index"),
        "runs": reverse("hub_runs:index"),
        "a run's report": reverse("hub_runs:inspect", args=[run.pk]),
        "roles of the library": reverse("wagtailsnippets_articles_role:list"),
        "a role of all articles": reverse("wagtailsnippets_articles_role:overview", args=[common.pk]),
        "possible doubles": reverse("wagtailsnippets_articles_role:doubles"),
        "calendar": reverse("hub_calendar:index"),
        **reports,
    }


def times(parent: int) -> dict[str, float]:
    """Milliseconds of each list, the best of some turns with Wagtail's own between them; queries under " queries"."""
    fill()
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=settings.STORAGES | PLAIN_FILES):
        return {f"{KEY}{name}": value for name, value in _times(parent).items()}


def asides() -> dict[str, Callable[[], object]]:
    """What an article's edit page asks for beside its fields."""
    document = SourceDocument.objects.filter(page__isnull=False).order_by("pk")[0]
    page = ArticlePage.objects.get(pk=document.page_id).get_latest_revision_as_object()
    return {
        "suggestions for an article": lambda: suggestions_for(page),
        "marks of an article": lambda: look(document.pk),
    }


def _times(parent: int) -> dict[str, float]:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench", password="bench only"))
    lists = {"wagtail": reverse("wagtailadmin_explore", args=[parent]), **addresses()}

    def opened(address: str) -> Callable[[], object]:
        def get() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        return get

    asked = {name: opened(address) for name, address in lists.items()} | asides()
    best: dict[str, float] = {}
    for _turn in range(TURNS):
        for name, ask in asked.items():
            begun = time.perf_counter()
            ask()
            spent = (time.perf_counter() - begun) * 1000
            best[name] = min(best.get(name, spent), spent)
    for name, ask in asked.items():
        with CaptureQueriesContext(connection) as queries:
            ask()
        best[f"{name} queries"] = len(queries)
    return best
