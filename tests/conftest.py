"""Fixtures that every room uses: a real browser, and what tells that one is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = (
    "--no-sandbox",  # CI runs as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-background-networking",  # else it looks up its maker's hosts at every start
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


LONGEST = ("tests/test_postgres.py", "tests/test_past_one_machine.py", "tests/cms/management/test_up.py")
"""Tests that take minutes: begun first, so that no worker waits for one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Stable: pytest-django's order stays, in which tests that empty the database come last. For the same reason the
    # workers must not steal from each other (--dist worksteal).
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What is cached of one test's database is no other's."""
    yield
    from django.core.cache import caches

    for each in caches.all():
        each.clear()


def find_browser() -> str | None:
    """The path of an installed Chromium, or of the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture
def browser_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """A page of a real, headless browser; skipped where there is none."""
    executable = find_browser()
    if executable is None:
        pytest.skip("no Chromium here: install it, or name it with CHROMIUM=")
    # Playwright's synchronous interface runs on an event loop, which Django would take for an asynchronous caller.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield browser.new_page()
        browser.close()
