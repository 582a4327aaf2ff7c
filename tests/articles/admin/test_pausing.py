"""Pausing a source and letting it go on."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.models import Source


def url(name, source):
    return reverse(f"hub_sources:{name}", args=[source.pk])


def logged():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("name", ["pause", "resume"])
def test_the_question_changes_nothing(operator, source, name):
    page = operator.get(url(name, source))
    assert 'method="post"' in page.content.decode()
    source.refresh_from_db()
    assert (source.paused, logged()) == (False, [])


def test_pausing_and_resuming_are_logged_once_each(operator, source):
    for name, paused in (("pause", True), ("pause", True), ("resume", False), ("resume", False)):
        answer = operator.post(url(name, source))
        assert answer.url == url("inspect", source)
        source.refresh_from_db()
        assert source.paused is paused
    assert logged() == ["articles.pause", "articles.resume"]
    entry = ModelLogEntry.objects.get(action="articles.pause")
    assert entry.user.username.startswith("person")
    history = operator.get(url("history", source)).content.decode()
    assert "Paused the source" in history
    assert "Let the source go on" in history


@pytest.mark.parametrize("codenames", [["add_source"], ["view_source"], ["delete_source"]])
@pytest.mark.parametrize("name", ["pause", "resume"])
def test_who_may_not_change_a_source_may_not_pause_it(signed_in, source, name, codenames):
    Source.objects.update(paused=name == "resume")
    client = signed_in(*codenames)
    assert client.get(url(name, source)).url == "/admin/"
    assert client.post(url(name, source)).url == "/admin/"
    source.refresh_from_db()
    assert (source.paused, logged()) == (name == "resume", [])


def test_a_forged_press_is_refused(operator, source):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = operator.cookies
    assert strict.post(url("pause", source)).status_code == 403
    source.refresh_from_db()
    assert not source.paused


def test_the_way_back_leads_to_this_site_alone(operator, source):
    answer = operator.post(url("pause", source), {"next": "https://evil.example/"})
    assert answer.url == url("inspect", source)


def test_the_header_offers_what_can_be_done(operator, signed_in, source):
    for screen in ("inspect", "edit"):
        page = operator.get(url(screen, source)).content.decode()
        for name in ("try_source", "scrape", "pause"):
            assert f'href="{url(name, source)}"' in page
        assert f'href="{url("resume", source)}"' not in page
    Source.objects.update(paused=True)
    assert f'href="{url("resume", source)}"' in operator.get(url("inspect", source)).content.decode()
    onlooker = signed_in("view_source").get(url("inspect", source)).content.decode()
    for name in ("try_source", "scrape", "pause", "resume"):
        assert f'href="{url(name, source)}"' not in onlooker
