"""What axe says of a page in a real browser: the rules of WCAG 2.2 AA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: BrowserPage, within: str | None = None) -> list[str]:
    """One line for each place that breaks a rule, in the part of the page that the selector names."""
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}: {node['failureSummary']}" for each in found for node in each["nodes"]]
