"""The hub's section of the home and the calendar in a real browser: each link leads where it says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.live_server_helper import LiveServer

from articles.models import ArticlePage, Proposal, Source, SyncRun
from tests.articles.admin.browser import sign_in
from tests.articles.admin.incoming.conftest import both_change
from tests.articles.sync.conftest import Hub, edit, editor, hub, index, source

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["editor", "hub", "index", "source"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def failed(hub: Hub, editor: Any, live_server: LiveServer, browser_page: BrowserPage) -> SyncRun:
    """The last run of a hub with a question for the editor, two for nobody, a schedule, and a page that expires."""
    both_change(hub, editor)
    Proposal.objects.filter(part='["title"]').update(assignee=editor)
    Source.objects.update(name="Tamarack Bay", schedule="15 4 * * *", time_zone="UTC", last_due_at=timezone.now())
    edit(ArticlePage.objects.get(), editor, publish=True, expire_at=timezone.now() + timedelta(days=3))
    sign_in(browser_page, live_server.url, editor)
    return SyncRun.objects.create(source=Source.objects.get(), status=SyncRun.Status.FAILED)


def arrives(page: BrowserPage, address: str, section: str, link: str) -> None:
    """From the home, by the link in the section."""
    page.goto(address)
    page.locator(f"section[aria-labelledby={section}]").get_by_role("link", name=link).first.click()


def parts_listed(page: BrowserPage) -> int:
    return page.locator("table.listing tbody tr").count()


def test_the_home_leads_on(failed: SyncRun, live_server: LiveServer, browser_page: BrowserPage, editor: Any) -> None:
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(f"{browser_page.url}: {error}"))
    home = f"{live_server.url}/admin/"
    for link, number in (("4 parts", 4), ("1 for you", 1), ("3 for nobody yet", 3)):
        arrives(browser_page, home, "hub-waiting", link)
        browser_page.get_by_role("heading", name="Incoming").first.wait_for(state="attached")
        assert parts_listed(browser_page) == number, link

    arrives(browser_page, home, "hub-news", "1 in conflict")
    browser_page.wait_for_url("**/admin/hub/runs/")
    arrives(browser_page, home, "hub-troubles", "Tamarack Bay")
    browser_page.wait_for_url(f"**/admin/hub/runs/inspect/{failed.pk}/")
    browser_page.locator("#run-summary").get_by_text("Failed").wait_for()
    arrives(browser_page, home, "hub-coming", "Tamarack Bay")
    browser_page.wait_for_url(f"**/admin/hub/sources/inspect/{failed.source_id}/")
    page = ArticlePage.objects.get()
    arrives(browser_page, home, "hub-coming", f"{page.draft_title} expires")
    browser_page.wait_for_url(f"**/admin/pages/{page.pk}/edit/")
    arrives(browser_page, home, "hub-coming", "Calendar")
    browser_page.wait_for_url("**/admin/hub/calendar/")

    browser_page.goto(home)
    links = browser_page.locator(".hub-home a")
    for address in {links.nth(each).get_attribute("href") for each in range(links.count())}:
        answer = browser_page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert (answer.status, browser_page.url) == (200, f"{live_server.url}{address}")
    assert complaints == []


def test_the_calendar_goes_back_and_forth(failed: SyncRun, live_server: LiveServer, browser_page: BrowserPage) -> None:
    today = timezone.localdate()
    this = today.replace(day=1)
    months = {
        "Month before": (this - timedelta(days=1)).replace(day=1),
        "Month after": (this + timedelta(days=31)).replace(day=1),
    }

    def shows(month: Any) -> None:
        browser_page.get_by_role("table", name=date_format(month, "YEAR_MONTH_FORMAT")).wait_for()
        assert browser_page.locator(f"time[datetime='{month:%Y-%m}-15']").is_visible()

    browser_page.goto(f"{live_server.url}/admin/hub/calendar/")
    shows(this)
    assert browser_page.locator("td[aria-current=date] time").get_attribute("datetime") == today.isoformat()
    for link, back, month in (
        ("Month before", "Month after", months["Month before"]),
        ("Month after", "Month before", months["Month after"]),
    ):
        browser_page.get_by_role("link", name=link).click()
        shows(month)
        browser_page.get_by_role("link", name=back).click()
        shows(this)
    browser_page.get_by_role("link", name="Month after").click()
    browser_page.get_by_role("link", name="This month").click()
    shows(this)

    expiry = timezone.localdate(ArticlePage.objects.get().expire_at)
    browser_page.goto(f"{live_server.url}/admin/hub/calendar/?month={expiry:%Y-%m}")
    cell = browser_page.locator("td", has=browser_page.locator(f"time[datetime='{expiry.isoformat()}']"))
    cell.get_by_role("link", name="expires").click()
    browser_page.wait_for_url(f"**/admin/pages/{ArticlePage.objects.get().pk}/edit/")
    browser_page.go_back()
    cell.get_by_role("link", name="Tamarack Bay").click()
    browser_page.wait_for_url(f"**/admin/hub/sources/inspect/{failed.source_id}/")
