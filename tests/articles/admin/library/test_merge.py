"""Merging and taking back from the admin: seen before it is done, and only by who may change and delete."""

import pytest
from django.utils import timezone

from articles.admin.library.base import address
from articles.library.kinds import KINDS
from articles.library.merge import merge
from articles.library.work import _begin, step
from articles.models import LibraryAlias, LibraryMerge, Role, Source, SyncRun
from articles.tasks import merge_entries
from tests.articles.admin.library.conftest import EVERY_KIND

pytestmark = pytest.mark.django_db
ROLES = KINDS[0]
MOST_QUERIES = 15


def merge_address(kind, entry):
    return address(kind.model, "merge", entry.pk)


@EVERY_KIND
def test_only_who_may_change_and_delete(client, signed_in, admin_user, pair, kind):
    gone, stays = pair(kind)
    made = merge(kind, stays.pk, gone.pk, admin_user)
    other = kind.model.objects.create(
        name="Third", **{kind.key: "https://x.example/" if kind.key == "url" else "third"}
    )
    views = [
        (merge_address(kind, other), {"into": gone.pk}),
        (address(kind.model, "take_back", made.pk), {}),
    ]
    people = [
        client,
        *(signed_in(*codes) for codes in ([f"change_{kind.name}"], [f"delete_{kind.name}"], ["change_source"])),
    ]
    for person in people:
        for url, data in views:
            assert person.get(url).status_code == 302
            assert person.post(url, data).status_code == 302
        assert person.get(address(kind.model, "doubles")).status_code == 302
    assert kind.entries().filter(pk=other.pk).exists()
    assert LibraryMerge.objects.filter(undone_at=None).count() == 1
    allowed = signed_in(f"change_{kind.name}", f"delete_{kind.name}")
    for url, data in views:
        assert allowed.get(url).status_code == 200
        assert "overview" in allowed.post(url, data).url
    assert allowed.get(address(kind.model, "doubles")).status_code == 200
    assert not kind.entries().filter(pk=other.pk).exists()
    assert LibraryMerge.objects.filter(undone_at=None).count() == 1


@EVERY_KIND
def test_a_look_changes_nothing_and_a_post_merges(admin_client, article, pair, kind):
    gone, stays = pair(kind)
    page = admin_client.get(merge_address(kind, gone)).content.decode()
    assert "Yes, merge" not in page
    page = admin_client.get(merge_address(kind, gone), {"into": stays.pk}).content.decode()
    assert article.title in page
    assert "1 article names it on its page." in page
    assert "1 article names it in its latest version, published or not." in page
    assert "Yes, merge" in page
    assert f"{merge_address(kind, stays)}?into={gone.pk}" in page
    assert kind.entries().filter(pk=gone.pk).exists()
    assert not LibraryMerge.objects.exists()
    response = admin_client.post(merge_address(kind, gone), {"into": stays.pk}, follow=True)
    said = response.content.decode()
    assert "in 1 article." in said
    [made] = LibraryMerge.objects.all()
    assert address(kind.model, "take_back", made.pk) in said
    assert not kind.entries().filter(pk=gone.pk).exists()
    assert LibraryAlias.objects.get().entry == stays


@pytest.mark.parametrize("into", ["", "itself", "999999", "x"])
def test_nothing_without_another_entry(admin_client, pair, into):
    gone, _ = pair(ROLES)
    data = {"into": gone.pk if into == "itself" else into}
    for response in (
        admin_client.get(merge_address(ROLES, gone), data),
        admin_client.post(merge_address(ROLES, gone), data),
    ):
        assert response.status_code == 200
        assert "Yes, merge" not in response.content.decode()
    assert not LibraryMerge.objects.exists()


def test_not_while_a_run_writes(admin_client, pair):
    gone, stays = pair(ROLES)
    source = Source.objects.create(name="Tamarack Bay", slug="t", address="https://hub.example/")
    now = timezone.now()
    SyncRun.objects.create(source=source, status="syncing", trigger="admin", started_at=now, heartbeat_at=now)
    response = admin_client.post(merge_address(ROLES, gone), {"into": stays.pk}, follow=True)
    assert "of Tamarack Bay is writing articles" in response.content.decode()
    assert Role.objects.filter(pk=gone.pk).exists()


@EVERY_KIND
def test_a_merge_is_taken_back_after_a_look(admin_client, admin_user, article, pair, kind):
    gone, stays = pair(kind)
    made = merge(kind, gone.pk, stays.pk, admin_user)
    url = address(kind.model, "take_back", made.pk)
    assert "in 1 article." in admin_client.get(url).content.decode()
    assert not kind.entries().filter(pk=gone.pk).exists()
    said = admin_client.post(url, follow=True).content.decode()
    assert "is there again, and 1 article names it." in said
    assert kind.entries().filter(pk=gone.pk).exists()
    # A second time there is nothing to take back.
    assert "was taken back before" in admin_client.get(url).content.decode()
    assert "Nothing was taken back" in admin_client.post(url, follow=True).content.decode()


def test_what_is_spared_is_said(admin_client, admin_user, article, pair):
    gone, stays = pair(ROLES)
    made = merge(ROLES, gone.pk, stays.pk, admin_user)
    article.roles.filter(role=stays).update(role=None)
    said = admin_client.post(address(Role, "take_back", made.pk), follow=True).content.decode()
    assert "1 article was changed since the merge and was left as it is." in said


def test_a_merge_of_another_kind_is_not_found(admin_client, admin_user, pair):
    made = merge(ROLES, *(entry.pk for entry in pair(ROLES)), admin_user)
    assert admin_client.get(address(KINDS[1].model, "take_back", made.pk)).status_code == 404


def test_names_are_escaped(admin_client, admin_user, pair):
    gone, stays = pair(ROLES)
    hostile = "<script>alert(1)</script>"
    Role.objects.update(name=hostile)
    for response in (
        admin_client.get(merge_address(ROLES, gone), {"into": stays.pk}),
        admin_client.get(address(Role, "doubles")),
        admin_client.post(merge_address(ROLES, gone), {"into": stays.pk}, follow=True),
        admin_client.get(address(Role, "take_back", LibraryMerge.objects.get().pk)),
    ):
        assert hostile not in response.content.decode()


def test_the_history_says_so(admin_client, admin_user, pair):
    gone, stays = pair(ROLES)
    made = merge(ROLES, gone.pk, stays.pk, admin_user)
    assert f"Merged {gone.name} into this" in admin_client.get(address(Role, "history", stays.pk)).content.decode()
    admin_client.post(address(Role, "take_back", made.pk))
    history = admin_client.get(address(Role, "history", gone.pk)).content.decode()
    assert f"Merged this into {stays.name}" in history
    assert f"Made this again, which was merged into {stays.name}" in history


@EVERY_KIND
def test_a_preview_of_many_asks_as_often(admin_client, add_articles, pair, count_queries, kind):
    gone, stays = pair(kind)
    url = f"{merge_address(kind, gone)}?into={stays.pk}"
    count_queries(admin_client, url)
    before = count_queries(admin_client, url)
    add_articles(kind, gone, 60)
    assert count_queries(admin_client, url) == before <= MOST_QUERIES
    assert "and 11 more" in admin_client.get(url).content.decode()


@pytest.fixture
def nothing_is_small(monkeypatch):
    monkeypatch.setattr("articles.library.touched.AT_ONCE", 0)
    monkeypatch.setattr("articles.admin.library.undo.AT_ONCE", 0)


@pytest.mark.usefixtures("nothing_is_small")
@EVERY_KIND
def test_what_many_name_waits_for_a_worker(admin_client, article, pair, kind, django_capture_on_commit_callbacks):
    gone, stays = pair(kind)
    url = f"{merge_address(kind, gone)}?into={stays.pk}"
    assert "a background worker does it" in admin_client.get(url).content.decode()
    with django_capture_on_commit_callbacks() as jobs:
        said = admin_client.post(merge_address(kind, gone), {"into": stays.pk}, follow=True).content.decode()
    assert len(jobs) == 1
    assert "a background worker merges it into" in said
    assert "Waits for a worker" in said
    made = LibraryMerge.objects.get()
    assert kind.entries().filter(pk=gone.pk).exists()
    assert address(kind.model, "take_back", made.pk) not in said, "nothing is done yet"
    state = admin_client.get(address(kind.model, "overview", gone.pk)).content.decode()
    assert "Waits for a worker" in state, "both entries tell it"
    refused = admin_client.post(merge_address(kind, gone), {"into": stays.pk}, follow=True).content.decode()
    assert "A merge of one of them goes on" in refused

    _begin(made.pk)
    step(made.pk)
    assert "Is being merged: " in admin_client.get(address(kind.model, "overview", stays.pk)).content.decode()
    assert merge_entries.call(made.pk)["status"] == "done"
    page = admin_client.get(address(kind.model, "overview", stays.pk)).content.decode()
    assert address(kind.model, "take_back", made.pk) in page
    assert "Is being merged" not in page

    with django_capture_on_commit_callbacks() as jobs:
        said = admin_client.post(address(kind.model, "take_back", made.pk), follow=True).content.decode()
    assert len(jobs) == 1
    assert "Waits for a worker to take it back" in said
    assert merge_entries.call(made.pk)["status"] == "undone"
    assert kind.entries().filter(pk=gone.pk).exists()
    assert "Waits for" not in admin_client.get(address(kind.model, "overview", stays.pk)).content.decode()


@pytest.mark.usefixtures("nothing_is_small")
def test_what_a_worker_could_not_begin_says_why(admin_client, pair):
    gone, stays = pair(ROLES)
    admin_client.post(merge_address(ROLES, gone), {"into": stays.pk})
    gone.delete()
    assert merge_entries.call(LibraryMerge.objects.get().pk) == {"status": "left alone", "reason": "gone"}
    page = admin_client.get(address(Role, "overview", stays.pk)).content.decode()
    assert "Not merged" in page
    assert "One of the two is no longer there." in page
