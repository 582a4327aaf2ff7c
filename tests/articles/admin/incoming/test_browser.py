"""The inbox in a real browser: complete by keyboard, fit for a phone, and nothing that axe finds wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.models import ArticlePage, Proposal, SourceDocument
from tests.articles.admin.browser import sign_in
from tests.articles.admin.incoming.conftest import both_change
from tests.articles.sync.conftest import Hub
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MAIN = "main"


@pytest.fixture
def inbox(live_server: LiveServer, hub: Hub, editor: Any, browser_page: BrowserPage) -> str:
    for slug in ("careers", "other"):
        both_change(hub, editor, slug)
    sign_in(browser_page, live_server.url, editor)
    return f"{live_server.url}/admin/hub/incoming/"


def test_an_editor_goes_through_all_of_it_by_keyboard(inbox: str, browser_page: BrowserPage) -> None:
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.goto(inbox)
    browser_page.get_by_role("link", name="My title").first.press("Enter")
    keyboard = browser_page.keyboard
    rows = browser_page.locator("[data-incoming-row]")
    rows.first.wait_for()
    assert rows.count() == 4
    keyboard.press("j")
    for key in ("t", "o", "l", "e"):
        keyboard.press(key)
        keyboard.press("j")
    title = rows.nth(3).locator("textarea, input[type=text]")
    assert title.is_visible()
    title.fill("Typed by hand")
    keyboard.press("Control+Enter")
    browser_page.get_by_text("4 answers were saved.").wait_for()
    document = SourceDocument.objects.get(page__draft_title="Typed by hand")
    answered = {each.status for each in Proposal.objects.filter(document=document)}
    assert answered == {"taken", "kept", "locked", "edited"}
    assert browser_page.locator("[data-incoming-row]").count() == 4, "the next article's"
    assert complaints == []


def test_what_was_answered_is_taken_back_with_two_clicks(inbox: str, browser_page: BrowserPage) -> None:
    browser_page.goto(inbox)
    browser_page.get_by_role("link", name="My title").first.click()
    browser_page.get_by_label("Take theirs").first.check()
    browser_page.get_by_role("button", name="Save", exact=True).click()
    browser_page.get_by_role("link", name="Undo").click()
    browser_page.get_by_role("button", name="Yes, take back").click()
    browser_page.get_by_text("1 answer was taken back.").wait_for()
    assert Proposal.objects.filter(status="open").count() == 8


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_it(inbox: str, browser_page: BrowserPage, width: int, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)
    document = SourceDocument.objects.all()[0]
    ArticlePage.objects.update(title="My title")
    for address in (inbox, f"{inbox}{document.pk}/"):
        browser_page.goto(address)
        assert violations(browser_page, MAIN) == [], address
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, address
