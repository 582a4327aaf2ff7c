"""The table of docs/editing.md, walked: every screen of the hub, by GET and by a direct POST, for each group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from articles.admin.reports.register import ALL
from articles.groups import EDITORS, MODERATORS, OPERATORS
from articles.jobs.standing import known_jobs
from articles.models import HubSettings, PartLock, Proposal, Role, Source, SourceDocument, StandingJob, SyncRun, Webhook
from tests.articles.admin.conftest import put_away
from tests.articles.admin.incoming.conftest import both_change
from tests.articles.sync.conftest import Hub, editor, hub, index, source

__all__ = ["editor", "hub", "index", "source"]
NOBODY = "nobody"
HOME, SIGN_IN = "/admin/", "/admin/login/"
WRITE, PUBLISH, RUN = {EDITORS, MODERATORS}, {MODERATORS}, {OPERATORS}
EVERYBODY = WRITE | RUN
ROLE = "wagtailsnippets_articles_role"
SETTINGS = "wagtailsettings:edit"
KINDS = ("role", "areaofstudy", "topic", "program", "author")


def of(namespace: str, words: str, groups: set[str]) -> dict[str, set[str]]:
    return {f"{namespace}:{name}": groups for name in words.split()}


TABLE: dict[str, set[str]] = {
    **of("hub_incoming", "index index_results article preview undo", WRITE),
    **of("hub_provenance", "parts snapshot stored", WRITE),
    **{f"hub_reports:{each.name}{end}": WRITE for each in ALL for end in ("", "_results")},
    **of("hub_calendar", "index", EVERYBODY),
    **of("hub_sources", "index index_results inspect", EVERYBODY),
    **of("hub_sources", "add edit delete history history_results scrape pause resume end_back_off", RUN),
    **of("hub_jobs", "index index_results edit history history_results run", RUN),
    **of("hub_sources", "try try_results try_adopt try_source try_source_results try_source_adopt", RUN),
    **of("hub_runs", "index index_results inspect inspect_results log", EVERYBODY),
    **of("hub_runs", "stop go_on undo plan replay", RUN),
    **of("hub_webhooks", "index index_results add edit delete history history_results secret test", RUN),
    **of(ROLE, "list list_results add edit copy usage history history_results", WRITE),
    **of(ROLE, "preview_on_add preview_on_edit overview overview_results", WRITE),
    **of(ROLE, "delete merge doubles", PUBLISH),
    SETTINGS: RUN,
}
ELSEWHERE = {f"{ROLE}:take_back": "needs a merge: tests/articles/admin/library"}


def names(patterns: Any = None, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Every named address of the site, with its namespaces."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns, (*above, pattern.namespace) if pattern.namespace else above)
        elif pattern.name:
            yield ":".join((*above, pattern.name))


def test_no_screen_is_missing_in_the_table() -> None:
    ours = {name for name in names() if name.startswith(("hub_", f"{ROLE}:", SETTINGS))}
    assert ours == TABLE.keys() | ELSEWHERE.keys()


def test_what_holds_for_roles_holds_for_the_whole_library() -> None:
    def screens_of(kind: str) -> set[str]:
        return {name.split(":")[1] for name in names() if name.startswith(f"wagtailsnippets_articles_{kind}:")}

    assert {kind: screens_of(kind) for kind in KINDS} == dict.fromkeys(KINDS, screens_of("role"))


@pytest.fixture
def numbers(hub: Hub, editor: Any) -> dict[str, Any]:
    """The key that each namespace's addresses take; all that stands in an address of Wagtail's own."""
    document = both_change(hub, editor)
    run = SyncRun.objects.order_by("-pk")[0]
    role = Role.objects.order_by("pk")[0]
    return {
        "hub_incoming": document.pk,
        "hub_provenance": document.pk,
        "hub_sources": hub.source.pk,
        "hub_runs": run.pk,
        "hub_runs:plan": hub.source.pk,
        "hub_runs:replay": hub.source.pk,
        "hub_webhooks": Webhook.objects.create(name="Pager", address="https://hook.example/", secret="sealed").pk,
        "hub_jobs": known_jobs()[0].pk,
        ROLE: role.pk,
        SETTINGS: ("articles", "hubsettings", HubSettings.load().pk),
    }


def address(name: str, numbers: dict[str, Any]) -> str:
    number = numbers.get(name, numbers.get(name.split(":")[0]))
    try:
        return reverse(name)
    except Exception:
        return reverse(name, args=number if isinstance(number, tuple) else [number])


def left() -> Any:
    """What no stranger may change."""
    return (
        Revision.objects.count(),
        list(Source.objects.values_list("pk", "name", "paused")),
        list(SyncRun.objects.values_list("pk", "status", "stop_asked_at")),
        list(Proposal.objects.order_by("pk").values_list("pk", "status", "assignee")),
        PartLock.objects.count(),
        list(Webhook.objects.values_list("pk", "name", "secret", "last_answer_at")),
        list(StandingJob.objects.order_by("pk").values_list("name", "schedule", "paused", "status")),
        list(SourceDocument.objects.values_list("pk", "page")),
        list(Role.objects.order_by("pk").values_list("pk", "name")),
        list(HubSettings.objects.values_list("indexed", flat=True)),
        PageLogEntry.objects.count(),
        ModelLogEntry.objects.count(),
    )


def is_refused(answer: Any) -> bool:
    leads_away = answer.status_code == 302 and (answer.url == HOME or answer.url.startswith(SIGN_IN))
    return answer.status_code == 403 or leads_away


@pytest.mark.parametrize("group", [EDITORS, MODERATORS, OPERATORS, NOBODY])
def test_each_opens_for_its_groups_alone(group: str, numbers: dict[str, Any], django_user_model: Any) -> None:
    client = Client()
    if group != NOBODY:
        user = django_user_model.objects.create_user("somebody", password="secret words")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
    before = left()
    for name, groups in TABLE.items():
        where = address(name, numbers)
        answers = [client.get(where)] if group in groups else [client.get(where), client.post(where, {})]
        for answer in answers:
            put_away(answer)
            assert is_refused(answer) == (group not in groups), (name, answer.status_code)
    assert left() == before
