"""The buttons of a run's report: what can be done with the run now, by this person."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button, HeaderButton

from articles.admin.acts.go_on import APPLY_LABEL, RELEASE_LABEL, why_not_now
from articles.admin.acts.rights import may_act
from articles.admin.acts.take_back import UNDO_LABEL
from articles.admin.links import RUNS
from articles.admin.scrape import REPLAY_ICON, REPLAY_LABEL
from articles.models import SyncRun

STOP_LABEL = gettext_lazy("Stop")


def run_buttons(run: SyncRun, user: Any) -> list[HeaderButton]:
    if not may_act(user, run.source):
        return []
    if run.status in SyncRun.ACTIVE:
        return [] if run.stop_asked_at else [_button(run, "stop", STOP_LABEL, "circle-xmark")]
    if run.status in SyncRun.WAITING:
        label = APPLY_LABEL if run.status == SyncRun.Status.PLANNED else RELEASE_LABEL
        return [] if why_not_now(run) else [_button(run, "go_on", label, "check")]
    if run.undone_at is None and run.articles.exclude(before={}).exists():
        return [_button(run, "undo", UNDO_LABEL, "resubmit")]
    return []


def more_run_buttons(run: SyncRun, user: Any) -> list[Button]:
    if not may_act(user, run.source) or run.status in SyncRun.ACTIVE:
        return []
    back = urlencode({"next": reverse(f"{RUNS}:inspect", args=[run.pk])})
    url = f"{reverse(f'{RUNS}:replay', args=[run.source_id])}?{back}"
    return [Button(REPLAY_LABEL, url=url, icon_name=REPLAY_ICON, priority=10)]


def _button(run: SyncRun, act: str, label: Any, icon: str) -> HeaderButton:
    return HeaderButton(label, url=reverse(f"{RUNS}:{act}", args=[run.pk]), icon_name=icon)
