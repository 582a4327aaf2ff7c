"""Each report in a real browser: narrowed by a filter, taken along as a file of either kind, left for the article."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.live_server_helper import LiveServer

from articles.admin.reports.register import ALL
from articles.models import ArticlePage, LinkCheck, PartLock, SourceDocument, SourceReference
from articles.sync.merging.parts import part_of
from scraper.items import Citation, Figure
from tests.articles.admin.browser import sign_in
from tests.articles.sync.conftest import Hub, editor, hub, index, source
from tests.articles.sync.samples import article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["editor", "hub", "index", "source"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ONE, OTHER = "All about one", "All about another"


def lived_in(hub: Hub, editor: Any) -> dict[str, tuple[str, str]]:
    """Two articles in each report; by report the filter and the choice that leave the first of them alone."""
    cited = {"one": "https://broken.example/", "another": "https://moved.example/"}
    for slug, url in cited.items():
        LinkCheck.objects.create(
            url=url, state="broken" if slug == "one" else "redirected", failures=5, checked_at=timezone.now()
        )
    hub.sync(
        *(
            article(
                slug,
                figures=[Figure(kind="growth", text="4 percent", amount=4.0, end_year=None if slug == "one" else 2001)],
                summary=None if slug == "one" else "It has one.",
                citations=[Citation(url=url, text="Office", claim="So it is.")],
            )
            for slug, url in cited.items()
        )
    )
    for page in ArticlePage.objects.all():
        page.get_latest_revision().publish()
    somebody = get_user_model().objects.create_user("somebody")
    SourceReference.objects.all().delete()
    for document in SourceDocument.objects.all():
        is_one = document.slug == "one"
        PartLock.objects.create(
            document=document, part=part_of(("title",)), changes=1, locked_by=editor if is_one else somebody
        )
        kind = "link" if is_one else "image"
        SourceReference.objects.create(document=document, kind=kind, url="https://hub.example/nowhere/")
        missing = "gone" if is_one else "delisted"
        SourceDocument.objects.filter(pk=document.pk).update(missing=missing, missing_since=timezone.now())
    return {
        "stale-figures": ("age", "none"),
        "broken-citations": ("state", "broken"),
        "incomplete-articles": ("lacks", "summary"),
        "changed-under-lock": ("locked_by", str(editor.pk)),
        "withdrawn": ("missing", "gone"),
        "open-references": ("kind", "link"),
    }


def titles(page: BrowserPage) -> set[str]:
    return set(page.locator("table.listing tbody .title-wrapper a").all_inner_texts())


def narrow(page: BrowserPage, name: str, value: str) -> None:
    page.get_by_role("button", name="Show filters").click()
    page.locator(f"[aria-controls='drilldown-id_{name}']").click()
    field = page.locator(f"#drilldown-id_{name}")
    if field.locator("select").count():
        field.locator("select").select_option(value)
    else:
        field.locator(f"input[value='{value}']").check()
    page.wait_for_url(f"**{name}={value}*")
    page.locator(".w-active-filters").first.wait_for()
    page.keyboard.press("Escape")


def taken_along(page: BrowserPage, kind: str) -> Path:
    page.locator("header, .w-slim-header").get_by_role("button", name="Actions").first.click()
    with page.expect_download() as download:
        page.locator(f"a[href*='export={kind}']").first.click()
    page.keyboard.press("Escape")
    return Path(download.value.path())


def test_every_report(hub: Hub, editor: Any, live_server: LiveServer, browser_page: BrowserPage) -> None:
    choices = lived_in(hub, editor)
    assert set(choices) == {report.name for report in ALL}
    sign_in(browser_page, live_server.url, editor)
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(f"{browser_page.url}: {error}"))
    one = ArticlePage.objects.get(slug="one")
    for report, (name, value) in choices.items():
        browser_page.goto(live_server.url + reverse(f"hub_reports:{report}"))
        assert titles(browser_page) == {ONE, OTHER}, report
        narrow(browser_page, name, value)
        browser_page.get_by_role("link", name=OTHER).wait_for(state="detached")
        assert titles(browser_page) == {ONE}, report

        with taken_along(browser_page, "csv").open(encoding="utf-8", newline="") as file:
            assert [row["Article"] for row in csv.DictReader(file)] == [ONE], report
        with taken_along(browser_page, "xlsx").open("rb") as workbook:
            sheet = load_workbook(workbook).active
        assert sheet is not None
        assert [cells[0] for cells in sheet.iter_rows(values_only=True)] == ["Article", ONE], report

        browser_page.get_by_role("link", name=ONE).first.click()
        browser_page.wait_for_url(f"**/admin/pages/{one.pk}/edit/")
    assert complaints == []
