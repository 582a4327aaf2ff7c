"""Runs of a real source, whose crawls are hand-made records, and the real worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import SyncRun
from articles.sync.claim import request_run
from articles.sync.run import run_source
from tests.articles.sync.conftest import Hub, _crawls, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "editor", "hub", "index", "source"]

SLUGS = ("a", "b", "c", "d", "e", "f")


def work() -> None:
    """Let the worker take what waits for it."""
    call_command("db_worker", "--backend", "jobs", "--batch", "--no-startup-delay", "--interval", "0", verbosity=0)


def address(act: str, number: int) -> str:
    return reverse(f"hub_runs:{act}", args=[number])


def body(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def planned_run(hub: Hub, *records: Any) -> SyncRun:
    hub.says(*records)
    run = request_run(hub.source, SyncRun.Trigger.ADMIN, plan_only=True)
    run_source(run)
    return SyncRun.objects.get(pk=run.pk)


def braked_run(hub: Hub) -> SyncRun:
    hub.sync(*map(article, SLUGS))
    report = hub.sync(*(replace(article(slug, authors=[]), title=f"New {slug}") for slug in SLUGS))
    return SyncRun.objects.get(pk=report.run)


@pytest.fixture
def operator(signed_in: Any) -> Any:
    return signed_in("change_source", "view_source", "view_syncrun")


@pytest.fixture
def press(django_capture_on_commit_callbacks: Any) -> Any:
    """A POST whose transaction ends, as it does outside of a test."""

    def press_button(client: Any, url: str, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, fields, follow=True)

    return press_button
