"""Addresses that the hub's screens link to: only web addresses, and only what the person may open."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import format_html
from wagtail.permissions import policy_registry

from articles.models import Source, SyncRun

RUNS = "hub_runs"
"""URL namespace of the runs' screens."""
SOURCES = "hub_sources"
"""URL namespace of the sources' screens."""

JOBS = "hub_jobs"
"""URL namespace of the standing jobs' screens."""

INCOMING = "hub_incoming"
"""URL namespace of the inbox's screens."""
CALENDAR = "hub_calendar"
"""URL namespace of the calendar."""
REPORTS = "hub_reports"
"""URL namespace of the reports."""

PROVENANCE = "hub_provenance"
"""URL namespace of what the article's edit page asks for: its parts, and the stored answer of its source."""

WEBHOOKS = "hub_webhooks"
"""URL namespace of the webhooks' screens."""

LINKED_SCHEMES = ("http", "https")
"""What a hub says of itself may hold any address; one like `javascript:…` must stay text."""


def is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in LINKED_SCHEMES and bool(parts.netloc)


def web_link(address: str) -> str:
    """The address as a link that opens beside the admin; as plain text where it is no web address."""
    if not is_web_address(address):
        return format_html('<span class="hub-address">{}</span>', address)
    return format_html('<a class="hub-address" href="{0}" target="_blank" rel="noreferrer">{0}</a>', address)


def may_view_runs(user: Any) -> bool:
    return bool(policy_registry.get_by_type(SyncRun).user_has_permission(user, "view"))


def may_see_sources(user: Any) -> bool:
    policy = policy_registry.get_by_type(Source)
    return bool(policy.user_has_any_permission(user, ["add", "change", "delete", "view"]))


def report_url(run: SyncRun, user: Any) -> str | None:
    """Where the run's report stands; None when the user may not see runs."""
    return reverse(f"{RUNS}:inspect", args=[run.pk]) if may_view_runs(user) else None
