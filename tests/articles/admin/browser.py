"""Signing in to the admin of a live server with a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage


def sign_in(browser_page: BrowserPage, address: str, user: Any) -> None:
    """The browser has the session of the user from here on."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    browser_page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
