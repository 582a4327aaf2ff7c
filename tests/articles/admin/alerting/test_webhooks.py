"""Webhooks in the admin: made, changed, tested; and the secret, which is shown once."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.models import Webhook
from articles.secrets import open_sealed, seal
from tests.articles.alerts.conftest import SECRET, person
from tests.articles.alerts.receiver import receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(person("operator"))
    return client


def add(client: Client, **values: Any) -> Any:
    usual = {"name": "Pager", "address": "https://hook.example/x?key=abc", "events": ["run_failed"], "active": "on"}
    return client.post(reverse("hub_webhooks:add"), usual | values, follow=True)


def secret_in(answer: Any) -> str | None:
    found = re.search(r"whsec_[\w+/=]+", html.unescape(answer.content.decode()))
    return found.group() if found else None


def test_the_secret_of_a_new_one_is_shown_once(client: Client) -> None:
    shown = add(client)
    webhook = Webhook.objects.get()
    assert (webhook.events, webhook.active, webhook.allow_private) == (["run_failed"], True, False)
    assert secret_in(shown) == open_sealed(webhook.secret)
    assert "no-store" in shown.headers["Cache-Control"]
    again = client.get(reverse("hub_webhooks:secret", args=[webhook.pk]))
    assert secret_in(again) is None
    assert secret_in(client.get(reverse("hub_webhooks:edit", args=[webhook.pk]))) is None


def test_only_to_who_made_it(client: Client) -> None:
    client.post(
        reverse("hub_webhooks:add"),
        {"name": "Pager", "address": "https://hook.example/", "events": ["run_failed"], "active": "on"},
    )
    other = Client()
    other.force_login(person("other"))
    where = reverse("hub_webhooks:secret", args=[Webhook.objects.get().pk])
    assert secret_in(other.get(where)) is None
    assert secret_in(client.get(where)) is not None


def test_a_change_keeps_the_secret_and_a_new_one_takes_its_place(client: Client) -> None:
    add(client)
    before = Webhook.objects.get()
    values = {"name": "Other", "address": "https://hook.example/", "events": ["run_braked", "job_failed"]}
    client.post(reverse("hub_webhooks:edit", args=[before.pk]), values)
    changed = Webhook.objects.get()
    assert (changed.name, changed.secret, changed.active) == ("Other", before.secret, False)
    shown = client.post(reverse("hub_webhooks:secret", args=[before.pk]), follow=True)
    assert secret_in(shown) == open_sealed(Webhook.objects.get().secret) != open_sealed(before.secret)
    assert ModelLogEntry.objects.filter(action="articles.webhook_secret").exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"address": "ftp://hook.example/"}, "must begin with http"),
        ({"address": "https://me:word@hook.example/"}, "is not used"),
        ({"events": []}, "required"),
        ({"events": ["nothing"]}, "not one of the available choices"),
    ],
)
def test_what_is_refused(client: Client, values: dict[str, Any], words: str) -> None:
    assert words in add(client, **values).content.decode()
    assert not Webhook.objects.exists()


def test_its_form_leads_to_what_can_be_done_with_it(client: Client) -> None:
    add(client)
    number = Webhook.objects.get().pk
    shown = client.get(reverse("hub_webhooks:edit", args=[number])).content.decode()
    for act in ("test", "secret"):
        assert reverse(f"hub_webhooks:{act}", args=[number]) in shown


def test_the_list_shows_the_host_alone(client: Client) -> None:
    add(client)
    shown = client.get(reverse("hub_webhooks:index")).content.decode()
    assert "hook.example" in shown
    assert "key=abc" not in shown
    assert "Nothing was sent yet" in shown


def test_a_test_is_sent_by_post_alone_and_says_what_came_back(client: Client) -> None:
    with receiver() as it:
        webhook = Webhook.objects.create(name="Pager", address=it.address, allow_private=True, secret=seal(SECRET))
        where = reverse("hub_webhooks:test", args=[webhook.pk])
        client.get(where)
        assert it.taken == []
        assert "It was taken: 204" in client.post(where, follow=True).content.decode()
        [taken] = it.taken
        assert taken.is_signed_with(SECRET)
        assert taken.json["type"] == "test"
        it.status = 500
        assert "It was not taken: 500" in client.post(where, follow=True).content.decode()
    Webhook.objects.update(allow_private=False)
    assert "leads to a private address" in client.post(where, follow=True).content.decode()
