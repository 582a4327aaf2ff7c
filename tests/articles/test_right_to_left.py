"""Every kind of page in a language that is written from right to left: all is turned round, nothing stands outside."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.articles.everything import addresses, everything, media
from tests.articles.pictures.samples import LEFT_OPEN

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

__all__ = ["everything", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True), LEFT_OPEN]
OUTSIDE = """
() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && !each.closest(".table-scroll > *, .unseen"))
  .filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < -1 || right > innerWidth + 1;
  })
  .map((each) => each.outerHTML.slice(0, 160))
"""
BESIDE_THE_RULE = """
() => [...document.querySelectorAll(".measure text")]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const words = each.getBoundingClientRect(), rule = each.ownerSVGElement.getBoundingClientRect();
    return words.left < rule.left - 1 || words.right > rule.right + 1;
  })
  .map((each) => each.outerHTML)
"""
NOT_TURNED = """
() => {
  const sides = ["padding%", "margin%", "border%Width", "borderTop%Radius", "borderBottom%Radius"];
  const parts = [...document.querySelectorAll("body *")].filter((each) => !each.closest(".measure > *"));
  const measured = (first, second) => parts.map((each) => {
    const style = getComputedStyle(each);
    const values = sides.flatMap((side) => [first, second].map((name) => style[side.replace("%", name)]));
    return [...values, style.textAlign].join(" ");
  });
  const before = measured("Right", "Left");
  document.documentElement.dir = "ltr";
  const after = measured("Left", "Right");
  return parts.filter((_, place) => before[place] !== after[place] || / (left|right)$/.test(before[place]))
    .map((each) => each.outerHTML.slice(0, 160));
}
"""


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_turned_round(
    everything: str, browser_page: BrowserPage, settings: Any, width: int
) -> None:
    settings.LANGUAGE_CODE = "ar"
    browser_page.route("https://**/*", lambda route: route.abort("aborted"))
    browser_page.set_viewport_size({"width": width, "height": 800})
    rules = 0
    for kind, address in addresses(everything).items():
        browser_page.goto(address)
        assert browser_page.evaluate("[document.dir, document.documentElement.lang]") == ["rtl", "ar"], kind
        browser_page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
        if folder := os.environ.get("GLEANER_SCREENSHOTS"):
            browser_page.screenshot(path=Path(folder) / f"rtl-{width}-{kind}.png", full_page=True)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, kind
        assert browser_page.evaluate(OUTSIDE) == [], kind
        assert browser_page.evaluate(BESIDE_THE_RULE) == [], kind
        rules += browser_page.locator(".measure text").count()
        assert browser_page.evaluate(NOT_TURNED) == [], kind
    assert rules
