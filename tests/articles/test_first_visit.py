"""What a first visit costs: little code and style, nothing of another host, and nothing that jumps about."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.articles.everything import addresses, everything, media
from tests.articles.pictures.samples import LEFT_OPEN

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage
    from playwright.sync_api import Response, Route

__all__ = ["everything", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True), LEFT_OPEN]
CODE = ("stylesheet", "script")
AT_ITS_SOURCE = "https://hub.example.edu/images/"
"""The picture that the hub has no copy of, in an article that the test invents."""
MOST_BYTES = 50 * 1024
"""Of styles and scripts together, before they are compressed."""
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    window.shifts.push([each.value, ...each.sources.map(({ node }) => node?.outerHTML?.slice(0, 120))]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
READ_TO_THE_END = """
async () => {
  const rest = (time) => new Promise((done) => setTimeout(done, time));
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo({ top, behavior: "instant" });
    await rest(50);
  }
  while ([...document.images].some((each) => !each.complete)) await rest(50);
  await rest(100);
}
"""


def come_late(route: Route) -> None:
    """A script that comes after the page is painted, as on a slow line."""
    time.sleep(0.2)
    route.continue_()


def test_styles_and_scripts_are_few_and_all_our_own(everything: str, browser_page: BrowserPage) -> None:
    assert browser_page.context.browser is not None
    for kind, address in addresses(everything).items():
        page = browser_page.context.browser.new_context().new_page()  # nothing is kept of another page
        answers: list[Response] = []
        asked: list[str] = []
        page.route("https://**/*", lambda route: route.abort("aborted"))
        page.on("request", lambda each, asked=asked: asked.append(each.url))
        page.on("response", lambda each, answers=answers: answers.append(each))
        page.goto(address, wait_until="networkidle")
        code = {each.url: len(each.body()) for each in answers if each.request.resource_type in CODE}
        page.context.close()
        assert code, kind
        assert sum(code.values()) <= MOST_BYTES, (kind, code)
        assert [each for each in asked if not each.startswith((everything, "data:", AT_ITS_SOURCE))] == [], kind


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_moves_while_a_page_comes_and_is_read(everything: str, browser_page: BrowserPage, width: int) -> None:
    browser_page.route("https://**/*", lambda route: route.abort("aborted"))
    browser_page.route("**/*.js", come_late)
    browser_page.add_init_script(WATCH)
    browser_page.set_viewport_size({"width": width, "height": 800})
    for kind, address in addresses(everything).items():
        browser_page.goto(address, wait_until="networkidle")
        browser_page.evaluate(READ_TO_THE_END)
        assert browser_page.evaluate("window.shifts") == [], kind
