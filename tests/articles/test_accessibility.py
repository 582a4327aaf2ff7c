"""Every kind of page for everybody: by axe's rules, on a small phone, by keyboard alone, and with no motion."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.articles.everything import addresses, everything, media
from tests.articles.pictures.samples import LEFT_OPEN
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["everything", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True), LEFT_OPEN]
HEADINGS = "all => all.filter(each => each.checkVisibility()).map(each => +each.tagName[1])"
SMALL = """
[...document.querySelectorAll("main a, main button, main summary, main input, main select")]
  .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== "inline")
  .filter((each) => { const { width, height } = each.getBoundingClientRect(); return width && height && height < 24; })
  .map((each) => each.outerHTML)
"""
FOCUSED = """
() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    html: each.outerHTML.slice(0, 160),
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isCovered: Boolean(at && !each.contains(at) && !at.contains(each) && at.closest(".tray, .progress")),
  };
}
"""
MOST_STOPS = 150
MOVES = """
() => document.getAnimations().length + [document.documentElement, ...document.querySelectorAll("body *")]
  .filter((each) => {
    const style = getComputedStyle(each);
    return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) || style.animationName !== "none";
  }).length
"""


def without_other_hosts(page: BrowserPage) -> None:
    """An image that the hub has no copy of stands at its source, which the test's article only invents."""
    page.route("https://**/*", lambda route: route.abort("aborted"))


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page(everything: str, browser_page: BrowserPage, scheme: Any, width: int) -> None:
    complaints: list[str] = []
    browser_page.on("pageerror", lambda error: complaints.append(str(error)))
    browser_page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    without_other_hosts(browser_page)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": width, "height": 800})
    for kind, address in addresses(everything).items():
        browser_page.goto(address)
        browser_page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
        assert violations(browser_page) == [], kind
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert browser_page.evaluate(SMALL) == [], kind
        levels = browser_page.locator("main :is(h1, h2, h3, h4, h5, h6)").evaluate_all(HEADINGS)
        assert levels[0] == 1, kind
        assert levels.count(1) == 1, kind
        assert all(after <= before + 1 for before, after in pairwise(levels)), (kind, levels)
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 320])
def test_by_keyboard_every_stop_is_seen(everything: str, browser_page: BrowserPage, width: int) -> None:
    without_other_hosts(browser_page)
    browser_page.emulate_media(reduced_motion="reduce")  # else what has the focus comes into sight by and by
    browser_page.set_viewport_size({"width": width, "height": 800})
    for kind, address in addresses(everything).items():
        browser_page.goto(address)
        browser_page.keyboard.press("Tab")
        assert browser_page.evaluate("document.activeElement.matches('.skip-link')"), kind
        stops = 0
        while (stop := browser_page.evaluate(FOCUSED)) is not None and stops < MOST_STOPS:
            assert stop["isOutlined"], (kind, stop)
            assert stop["isSeen"], (kind, stop)
            assert not stop["isCovered"], (kind, stop)
            stops += 1
            browser_page.keyboard.press("Tab")
        assert 5 < stops < MOST_STOPS, (kind, stops)


def test_the_skip_link_leads_past_the_head(everything: str, browser_page: BrowserPage) -> None:
    without_other_hosts(browser_page)
    for kind, address in addresses(everything).items():
        browser_page.goto(address)
        browser_page.keyboard.press("Tab")
        browser_page.keyboard.press("Enter")
        browser_page.keyboard.press("Tab")
        assert browser_page.evaluate("document.activeElement.closest('main, .site-footer') !== null"), kind


def test_nothing_moves_for_who_asked_for_that(everything: str, browser_page: BrowserPage) -> None:
    without_other_hosts(browser_page)
    browser_page.emulate_media(reduced_motion="reduce")
    for kind, address in addresses(everything).items():
        browser_page.goto(address)
        assert browser_page.evaluate(MOVES) == 0, kind
