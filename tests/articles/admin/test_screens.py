"""Every screen of the workbench in a real browser, over the sample hub: fit for a desk and a phone, without a violation
that axe finds, and photographed for the docs where GLEANER_SCREENSHOTS names a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from articles.admin.reports.register import ALL
from articles.jobs.standing import ask_for, known_jobs, work_off
from articles.models import ArticlePage, PartLock, Proposal, Source, SourceDocument, StandingJob, SyncRun, Webhook
from articles.secrets import seal
from articles.sync.merging.parts import part_of
from scraper import parse_article
from scraper.records import End
from tests.articles.admin.browser import sign_in
from tests.articles.sync.conftest import Hub, edit, editor, hub, index, source
from tests.axe import violations
from tests.sample_hub import free_port, running_hub

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["editor", "hub", "index", "source"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WIDTHS = {"desk": 1280, "phone": 390}
OURS = {"home": ".hub-home", "alerts": "#tab-notifications", "article": "[data-provenance]"}
"""What of Wagtail's own screens is ours to answer for."""
FOLDER = os.environ.get("GLEANER_SCREENSHOTS", "")
PHOTOGRAPHED = {"home", "incoming", "incoming-article", "calendar", "stale-figures", "runs", "run", "source", "article"}


def articles_of(edition: int, port: int) -> list[Any]:
    with running_hub(edition, port) as sample:
        return [parse_article(sample.get(each), each) for each in sample.article_addresses()]


def lived_in(hub: Hub, editor: Any) -> None:
    """The sample hub after two runs, with an editor's work between them."""
    Source.objects.update(name="Tamarack Bay University", schedule="15 4 * * *", policy=Source.Policy.PUBLISH)
    hub.source.refresh_from_db()
    port = free_port()
    hub.end = End(complete=True, reason="finished", found=25)
    hub.sync(*articles_of(1, port))
    for page in ArticlePage.objects.order_by("pk"):
        draft = page.get_latest_revision_as_object()
        roles = list(draft.roles.all())
        for role in roles:
            role.html = f"<p>Seen by our own career service.</p>{role.html}"
        raw = draft.body.get_prep_value()
        for block in raw:
            if block["type"] == "rich_text":
                block["value"] = block["value"].replace("<p>", "<p>Our advisers add a word. ")
        title = f"{draft.title} For Our Students"
        edit(page, editor, publish=True, title=title, roles=roles, body=raw, summary=f"{draft.summary} Read twice.")
    hub.sync(*articles_of(2, port))
    document = SourceDocument.objects.filter(page__isnull=False)[0]
    PartLock.objects.create(document=document, part=part_of(("title",)), changes=2, theirs="Theirs", locked_by=editor)
    Webhook.objects.create(
        name="Pager", address="https://hook.example/gleaner", events=["run_failed"], secret=seal("x")
    )
    Proposal.objects.filter(pk__in=Proposal.objects.all()[:3]).update(assignee=editor)
    for job in known_jobs():
        if job.name == "figure-ageing":
            ask_for(job, timezone.now())
            work_off(job.name)


def screens() -> Iterator[tuple[str, str]]:
    """Name and address of each."""
    waiting = Proposal.objects.filter(status="open")[0]
    page = waiting.document.page
    assert page is not None
    known = Source.objects.get()
    run = SyncRun.objects.order_by("-pk")[0]
    yield "home", reverse("wagtailadmin_home")
    yield "incoming", reverse("hub_incoming:index")
    yield "incoming-article", reverse("hub_incoming:article", args=[waiting.document_id])
    yield "calendar", reverse("hub_calendar:index")
    for report in ALL:
        yield report.name, reverse(f"hub_reports:{report.name}")
    yield "sources", reverse("hub_sources:index")
    yield "source", reverse("hub_sources:inspect", args=[known.pk])
    yield "try", reverse("hub_sources:try")
    yield "source-edit", reverse("hub_sources:edit", args=[known.pk])
    yield "jobs", reverse("hub_jobs:index")
    [job] = StandingJob.objects.filter(name="figure-ageing")
    yield "job", reverse("hub_jobs:edit", args=[job.pk])
    yield "job-run", reverse("hub_jobs:run", args=[job.pk])
    yield "source-back-off", reverse("hub_sources:end_back_off", args=[known.pk])
    yield "runs", reverse("hub_runs:index")
    yield "run", reverse("hub_runs:inspect", args=[run.pk])
    yield "alerts", f"{reverse('wagtailadmin_account')}#tab-notifications"
    webhook = Webhook.objects.get()
    yield "webhooks", reverse("hub_webhooks:index")
    yield "webhook", reverse("hub_webhooks:edit", args=[webhook.pk])
    yield "webhook-secret", reverse("hub_webhooks:secret", args=[webhook.pk])
    yield "webhook-test", reverse("hub_webhooks:test", args=[webhook.pk])
    yield "article", reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_every_screen(hub: Hub, editor: Any, live_server: LiveServer, browser_page: BrowserPage) -> None:
    lived_in(hub, editor)
    sign_in(browser_page, live_server.url, editor)
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(f"{browser_page.url}: {error}"))
    wrong: list[str] = []
    for name, address in screens():
        for device, width in WIDTHS.items():
            browser_page.set_viewport_size({"width": width, "height": 900})
            if "#" in address:  # going to another place on one page is no new answer
                browser_page.goto("about:blank")
            answer = browser_page.goto(f"{live_server.url}{address}")
            assert answer is not None
            assert answer.status == 200, address
            browser_page.wait_for_load_state("networkidle")
            wide = browser_page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{name} on a {device}: {wide} pixels wide"] if wide > width else []
            if FOLDER and name in PHOTOGRAPHED:
                browser_page.screenshot(path=Path(FOLDER) / f"{name}-{device}.png")
            if device == "desk" and (part := OURS.get(name, "main")):
                wrong += [f"{name}: {each}" for each in violations(browser_page, part)]
    assert not wrong, "\n".join(wrong)
    assert complaints == []
