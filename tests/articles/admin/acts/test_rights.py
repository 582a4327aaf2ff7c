"""Who may act on runs and read their log: every act, by GET and by direct POST."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from articles.admin.run_log import log_of
from articles.models import ArticlePage, SyncRun
from tests.articles.admin.acts.conftest import address
from tests.articles.admin.conftest import put_away
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db

# act, whether it takes the source's or the run's number, the rights that it needs, all of them
ACTS = [
    ("stop", "run", {"view_syncrun", "change_source"}),
    ("go_on", "run", {"view_syncrun", "change_source"}),
    ("undo", "run", {"view_syncrun", "change_source"}),
    ("plan", "source", {"change_source"}),
    ("replay", "source", {"change_source"}),
    ("log", "run", {"view_syncrun"}),
]
PEOPLE = [
    (),
    ("view_source",),
    ("view_syncrun",),
    ("change_source",),
    ("view_syncrun", "add_source", "delete_source"),
    ("view_syncrun", "change_source"),
]


@pytest.fixture
def run(hub: Hub) -> SyncRun:
    run = SyncRun.objects.get(pk=hub.sync(article()).run)
    log_of(run).write_text("a line\n")
    return run


def number(about: str, run: SyncRun) -> int:
    return run.pk if about == "run" else run.source_id


@pytest.mark.parametrize(("act", "about", "rights"), ACTS, ids=[each[0] for each in ACTS])
def test_strangers_are_asked_to_sign_in(act: str, about: str, rights: set[str], run: SyncRun) -> None:
    for ask in (Client().get, Client().post):
        answer = ask(address(act, number(about, run)))
        assert (answer.status_code, answer.url[:13]) == (302, "/admin/login/")


@pytest.mark.parametrize("codenames", PEOPLE, ids=lambda codenames: "+".join(codenames) or "nothing")
def test_each_opens_for_its_rights_alone(codenames: tuple[str, ...], signed_in: Any, run: SyncRun) -> None:
    client = signed_in(*codenames)
    for act, about, rights in ACTS:
        answer = client.get(address(act, number(about, run)))
        put_away(answer)
        if rights <= set(codenames):
            assert answer.status_code == 200, act
        else:
            assert (answer.status_code, answer.url) == (302, "/admin/"), act


@pytest.mark.parametrize("codenames", PEOPLE, ids=lambda codenames: "+".join(codenames) or "nothing")
def test_a_direct_post_without_the_right_changes_nothing(
    codenames: tuple[str, ...], signed_in: Any, run: SyncRun, press: Any
) -> None:
    client = signed_in(*codenames)
    before = SyncRun.objects.values().get()
    for act, about, rights in ACTS:
        if not rights <= set(codenames):
            press(client, address(act, number(about, run)))
    assert SyncRun.objects.values().get() == before
    assert ArticlePage.objects.count() == 1
    assert not DBTaskResult.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_asking_changes_nothing(admin_client: Client, run: SyncRun) -> None:
    before = SyncRun.objects.values().get()
    for act, about, _rights in ACTS:
        put_away(admin_client.get(address(act, number(about, run))))
        put_away(admin_client.head(address(act, number(about, run))))
    assert SyncRun.objects.values().get() == before
    assert not DBTaskResult.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_a_post_from_another_site_is_refused(admin_user: Any, run: SyncRun) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    for act, about, _rights in ACTS:
        assert strict.post(address(act, number(about, run))).status_code in (403, 405)


def test_an_unknown_run_is_not_found(admin_client: Client, run: SyncRun) -> None:
    for act, _about, _rights in ACTS:
        assert admin_client.get(address(act, 99_999)).status_code == 404


def test_the_log_is_not_written_to(admin_client: Client, run: SyncRun) -> None:
    assert admin_client.post(address("log", run.pk)).status_code == 405
