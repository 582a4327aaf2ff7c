"""Who may open and do what: every screen, by its address and by a direct POST."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.models import Source, SyncRun

HOME = "/admin/"
SIGN_IN = "/admin/login/"

# view name, whether it takes the source's or the run's number, the rights of which one opens it
SCREENS = [
    ("hub_sources:index", None, {"add_source", "change_source", "delete_source", "view_source"}),
    ("hub_sources:index_results", None, {"add_source", "change_source", "delete_source", "view_source"}),
    ("hub_sources:add", None, {"add_source"}),
    ("hub_sources:edit", "source", {"change_source"}),
    ("hub_sources:delete", "source", {"delete_source"}),
    ("hub_sources:inspect", "source", {"add_source", "change_source", "delete_source", "view_source"}),
    ("hub_sources:history", "source", {"add_source", "change_source", "delete_source"}),
    ("hub_sources:history_results", "source", {"add_source", "change_source", "delete_source"}),
    ("hub_sources:scrape", "source", {"change_source"}),
    ("hub_runs:index", None, {"view_syncrun"}),
    ("hub_runs:index_results", None, {"view_syncrun"}),
    ("hub_runs:inspect", "run", {"view_syncrun"}),
    ("hub_runs:inspect_results", "run", {"view_syncrun"}),
]
PEOPLE = [(), ("view_source",), ("change_source",), ("view_syncrun",), ("add_source",), ("delete_source",)]
WRITING = [screen for screen in SCREENS if screen[0].split(":")[1] in ("add", "edit", "delete", "scrape")]


def address(name, about, source, run):
    return reverse(name, args=[{"source": source, "run": run}[about].pk] if about else [])


@pytest.mark.parametrize(("name", "about", "rights"), SCREENS, ids=[screen[0] for screen in SCREENS])
def test_strangers_are_asked_to_sign_in(name, about, rights, source, run):
    for ask in (Client().get, Client().post):
        answer = ask(address(name, about, source, run))
        assert answer.status_code == 302
        assert answer.url.startswith(SIGN_IN)


@pytest.mark.parametrize("codenames", PEOPLE, ids=lambda codenames: "+".join(codenames) or "nothing")
def test_each_screen_opens_for_its_rights_alone(codenames, signed_in, source, run):
    client = signed_in(*codenames)
    for name, about, rights in SCREENS:
        answer = client.get(address(name, about, source, run))
        if rights & set(codenames):
            assert answer.status_code == 200, name
        else:
            assert (answer.status_code, answer.url) == (302, HOME), name


@pytest.mark.parametrize("codenames", PEOPLE, ids=lambda codenames: "+".join(codenames) or "nothing")
def test_a_direct_post_without_the_right_changes_nothing(codenames, signed_in, source, run):
    client = signed_in(*codenames)
    fields = {"name": "Taken", "slug": "taken", "address": "https://taken.example/", "policy": "publish"}
    for name, about, rights in WRITING:
        if not rights & set(codenames):
            answer = client.post(address(name, about, source, run), {**fields, "time_zone": "UTC"})
            assert (answer.status_code, answer.url) == (302, HOME), name
    assert list(Source.objects.values_list("name", flat=True)) == ["Tamarack Bay"]
    assert SyncRun.objects.count() == 1
    assert not DBTaskResult.objects.exists()


def test_a_run_cannot_be_written_even_by_a_superuser(admin_client, run):
    for name in ("add", "edit", "delete"):
        answer = admin_client.post(f"{reverse('hub_runs:index')}{name}/{run.pk}/")
        assert answer.status_code == 404
    assert admin_client.post(reverse("hub_runs:inspect", args=[run.pk])).status_code == 405


def test_the_menu_shows_what_may_be_opened(signed_in):
    def menu(*codenames):
        return signed_in(*codenames).get(HOME).content.decode()

    assert "/admin/hub/" not in menu()
    sources, runs = reverse("hub_sources:index"), reverse("hub_runs:index")
    only_runs = menu("view_syncrun")
    assert runs in only_runs
    assert sources not in only_runs
    only_sources = menu("view_source")
    assert sources in only_sources
    assert runs not in only_sources


def test_groups_are_given_these_rights_in_the_admin(admin_client):
    offered = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    for model, action in [("source", each) for each in ("add", "change", "delete", "view")] + [("syncrun", "view")]:
        permission = Permission.objects.get(codename=f"{action}_{model}")
        assert f'value="{permission.pk}"' in offered, permission
    for action in ("add", "change", "delete"):
        permission = Permission.objects.get(codename=f"{action}_syncrun")
        assert f'name="permissions" value="{permission.pk}"' not in offered, permission


def test_buttons_are_shown_to_who_may_press_them(signed_in, source):
    scrape = reverse("hub_sources:scrape", args=[source.pk])
    viewer, changer = signed_in("view_source"), signed_in("change_source")
    for screen in (reverse("hub_sources:index"), reverse("hub_sources:inspect", args=[source.pk])):
        assert scrape not in viewer.get(screen).content.decode()
        assert scrape in changer.get(screen).content.decode()


def test_runs_are_named_but_not_linked_for_who_may_not_see_them(signed_in, source, run):
    report = reverse("hub_runs:inspect", args=[run.pk])
    assert report not in signed_in("view_source").get(reverse("hub_sources:index")).content.decode()
    seen = signed_in("view_source", "view_syncrun").get(reverse("hub_sources:index")).content.decode()
    assert report in seen
