"""The library in a real browser: an entry is merged and taken back with a few clicks, and axe finds nothing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.admin.library.base import address
from articles.library.kinds import KINDS
from articles.library.merge import merge, request_merge
from articles.library.work import _begin, step
from articles.models import ArticleFigure, ArticlePage, Role
from tests.articles.admin.browser import sign_in
from tests.articles.sync.conftest import Hub, _crawls, editor, hub, index, source
from tests.articles.sync.samples import article
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MAIN = "main"
__all__ = ["_crawls", "editor", "hub", "index", "source"]


@pytest.fixture
def roles(live_server: LiveServer, hub: Hub, editor: Any, browser_page: BrowserPage) -> Any:
    hub.sync(article(), article("other"))
    gone = Role.objects.get(slug="engineering-manager")
    page = ArticlePage.objects.get(slug="other")
    ArticleFigure.objects.filter(kind="salary").update(statistic="median", end_year=2023)
    ArticleFigure.objects.filter(page=page, kind="salary").update(amount=1, text="$1")
    sign_in(browser_page, live_server.url, editor)
    return gone, Role.objects.create(name="Engineering & Managers", slug="double")


def test_a_double_is_merged_and_taken_back(live_server: LiveServer, roles: Any, browser_page: BrowserPage) -> None:
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    gone, stays = roles
    browser_page.goto(live_server.url + address(Role, "merge", gone.pk))
    browser_page.get_by_role("button", name="Choose role").click()
    browser_page.locator(".modal").get_by_role("link", name=stays.name).click()
    browser_page.get_by_role("button", name="Show what it touches").click()
    browser_page.get_by_text("2 articles name it on their pages.").wait_for()
    browser_page.get_by_role("button", name="Yes, merge").click()
    browser_page.get_by_text("in 2 articles.").wait_for()
    browser_page.get_by_text("They disagree: $1, $165,370").wait_for()
    assert not Role.objects.filter(pk=gone.pk).exists()
    browser_page.get_by_role("link", name="Take back").first.click()
    browser_page.get_by_role("button", name="Yes, take back").click()
    browser_page.get_by_text("2 articles name it.").wait_for()
    assert Role.objects.filter(pk=gone.pk).exists()
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_it(
    live_server: LiveServer, roles: Any, editor: Any, browser_page: BrowserPage, width: int, scheme: Any
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)
    gone, stays = roles
    third = Role.objects.create(name="Third", slug="third")
    made = merge(KINDS[0], third.pk, gone.pk, editor)
    ways = [Role.objects.create(name=name, slug=name) for name in ("goes-on", "goes-there")]
    going = request_merge(KINDS[0], ways[0].pk, ways[1].pk, editor)
    _begin(going.pk)
    step(going.pk)
    for each in (
        address(Role, "overview", ways[1].pk),
        address(Role, "overview", gone.pk),
        address(Role, "doubles"),
        address(Role, "merge", gone.pk),
        f"{address(Role, 'merge', gone.pk)}?into={stays.pk}",
        address(Role, "take_back", made.pk),
    ):
        browser_page.goto(live_server.url + each)
        assert violations(browser_page, MAIN) == [], each
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, each
