"""Alerts by webhook, to a real receiver on loopback that checks the signature, is down, slow, or leads elsewhere."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.utils import timezone

from articles.alerts import guarded_post, outbox, webhooks
from articles.alerts.guarded_post import NotSent, post
from articles.alerts.outbox import WAITS, due_parcels
from articles.alerts.send import send_due
from articles.models import Alert, Delivery, SyncRun, Webhook
from articles.secrets import seal
from tests.articles.alerts.conftest import SECRET
from tests.articles.alerts.receiver import Receiver, receiver
from tests.sample_hub import free_port

Ends = Callable[..., SyncRun]
WebhookFor = Callable[..., Webhook]


@pytest.fixture
def it() -> Iterator[Receiver]:
    with receiver() as it:
        yield it


@pytest.mark.django_db
def test_a_receiver_can_tell_that_it_is_from_here(it: Receiver, ends: Ends, webhook_for: WebhookFor) -> None:
    webhook = webhook_for(it.address)
    run = ends("failed", message="it broke at https://hub.example/?token=abc")
    assert send_due() == {"sent": 1}
    [taken] = it.taken
    assert taken.is_signed_with(SECRET)
    assert not taken.is_signed_with("whsec_" + "A" * 32)
    assert abs(int(taken.headers["webhook-timestamp"]) - time.time()) < 30
    assert taken.json["type"] == "run.failed"
    assert taken.json["data"] == {
        "id": Alert.objects.get().pk,
        "state": "begun",
        "text": f"Tamarack Bay: run {run.pk} failed",
        "message": "it broke at https://hub.example/?token=***",
        "url": f"http://localhost:8000/admin/hub/runs/inspect/{run.pk}/",
        "source": {"slug": "tamarack-bay", "name": "Tamarack Bay"},
        "run": {"id": run.pk, "status": "failed"},
    }
    webhook.refresh_from_db()
    assert (webhook.is_well, webhook.last_answer) == (True, "204")
    assert send_due() == {}


@pytest.mark.django_db
def test_each_is_a_message_of_its_own_and_more_than_the_hour_takes_is_one(
    it: Receiver, ends: Ends, webhook_for: WebhookFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.alerts.outbox.REQUESTS_AN_HOUR", 3)
    webhook_for(it.address)
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})
    assert send_due() == {"sent": 2}
    assert [each.json["data"]["state"] for each in it.taken] == ["begun", "over"]
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})
    assert send_due() == {"sent": 1}
    digest = it.taken[-1].json
    assert digest["type"] == "alerts.digest"
    assert [each["data"]["state"] for each in digest["data"]["alerts"]] == ["begun", "over"]
    assert len({each.headers["webhook-id"] for each in it.taken}) == 3


@pytest.mark.django_db
def test_a_receiver_that_is_down_gets_it_later_with_the_same_number(
    it: Receiver, ends: Ends, webhook_for: WebhookFor
) -> None:
    it.status = 503
    webhook = webhook_for(it.address)
    ends("failed")
    now = timezone.now()
    assert send_due(now) == {"failed": 1}
    assert send_due(now) == {}  # not at once again
    it.status = 200
    assert send_due(now + WAITS[0]) == {"sent": 1}
    first, second = it.taken
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert second.is_signed_with(SECRET)
    webhook.refresh_from_db()
    assert webhook.is_well


@pytest.mark.django_db
def test_what_is_over_is_never_told_before_what_began(it: Receiver, ends: Ends, webhook_for: WebhookFor) -> None:
    it.status = 503
    webhook_for(it.address)
    ends("failed")
    now = timezone.now()
    assert send_due(now) == {"failed": 1}
    it.status = 200
    ends("done", complete=True, counts={"unchanged": 1})
    now = timezone.now()
    assert send_due(now) == {}
    assert send_due(now + WAITS[0]) == {"sent": 2}
    assert [each.json["data"]["state"] for each in it.taken] == ["begun", "begun", "over"]


@pytest.mark.django_db
def test_later_messages_wait_for_one_that_another_process_has_taken_meanwhile(
    it: Receiver, ends: Ends, webhook_for: WebhookFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook_for(it.address)
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})

    def due_and_taken(now: Any, **receivers: Any) -> list[Any]:
        numbers = list(due_parcels(now, **receivers))
        if numbers:
            outbox.take(numbers[0], now)
        return numbers

    monkeypatch.setattr(outbox, "due_parcels", due_and_taken)
    assert send_due() == {}
    assert it.taken == []


@pytest.mark.django_db
def test_at_last_it_is_given_up_and_said(ends: Ends, webhook_for: WebhookFor) -> None:
    webhook = webhook_for(f"http://127.0.0.1:{free_port()}/")
    ends("failed")
    now = timezone.now()
    waited = timedelta()
    for each in (timedelta(), *WAITS):
        waited += each
        assert send_due(now + waited) == {"failed": 1}
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.error) == ("given_up", "the host refuses the connection")
    assert timedelta(days=1) < waited < timedelta(days=2)
    assert send_due(now + waited * 2) == {}
    webhook.refresh_from_db()
    assert (webhook.is_well, webhook.last_answer) == (False, "the host refuses the connection")


@pytest.mark.django_db
def test_one_that_does_not_answer_holds_up_no_other(it: Receiver, ends: Ends, webhook_for: WebhookFor) -> None:
    webhook_for(f"http://127.0.0.1:{free_port()}/")
    webhook_for(it.address)
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})
    assert send_due() == {"failed": 1, "sent": 2}  # the second message to the dead one waits its turn


def drips(handler: BaseHTTPRequestHandler) -> None:
    try:
        for each in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
            handler.wfile.write(bytes([each]))
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def says_nothing(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


@pytest.mark.parametrize("answer", [drips, says_nothing])
def test_a_slow_one_is_left(it: Receiver, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_post, "LONGEST_WAIT", 0.6)
    it.answer = answer
    began = time.monotonic()
    with pytest.raises(NotSent, match="no answer within"):
        post(it.address, b"{}", {}, allow_private=True)
    assert time.monotonic() - began < 1.9


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(400)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


def test_of_a_long_answer_the_beginning_is_read(it: Receiver) -> None:
    it.answer = endless
    answer = post(it.address, b"{}", {}, allow_private=True)
    assert (answer.status, len(answer.text)) == (400, 500)


@pytest.mark.django_db
def test_a_redirect_is_not_followed(it: Receiver, ends: Ends, webhook_for: WebhookFor) -> None:
    def lead_on(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", it.address + "/inside")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    it.answer = lead_on
    webhook_for(it.address)
    ends("failed")
    assert send_due() == {"failed": 1}
    assert len(it.taken) == 1
    assert Delivery.objects.get().error == "307: it leads elsewhere, which is not followed"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0"]
)
def test_a_private_address_is_refused_unless_allowed(it: Receiver, host: str) -> None:
    address = it.address.replace("127.0.0.1", host)
    with pytest.raises(NotSent, match=r"leads to a private address|is not known"):
        post(address, b"{}", {}, allow_private=False)
    assert it.taken == []


def test_what_was_checked_is_what_is_connected_to(it: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that says one thing when it is checked and another when it is asked again."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host: str, port: int, *arguments: Any, **options: Any) -> Any:
        asked.append(host)
        if host == "hook.example":
            return real("93.184.216.34" if len(asked) == 1 else "127.0.0.1", port, *arguments, **options)
        return real(host, port, *arguments, **options)

    connected: list[Any] = []

    def connect(address: Any, **_options: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NotSent):
        post(it.address.replace("127.0.0.1", "hook.example"), b"{}", {}, allow_private=False)
    assert asked == ["hook.example"]
    assert [each[0] for each in connected] == ["93.184.216.34"]


def test_a_host_with_one_private_address_among_others_is_refused(it: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: found)
    with pytest.raises(NotSent, match="private"):
        post("http://hook.example/", b"{}", {}, allow_private=False)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://hook.example/", "no web address"),
        ("http:///x", "no web address"),
        ("http://me:word@127.0.0.1/", "name or password"),
        ("http://127.0.0.1:99999/", "ValueError"),
    ],
)
def test_addresses_that_are_not_asked(address: str, why: str) -> None:
    with pytest.raises(NotSent, match=why):
        post(address, b"{}", {}, allow_private=True)


@pytest.mark.django_db
def test_one_that_is_gone_is_asked_no_more(it: Receiver, ends: Ends, webhook_for: WebhookFor) -> None:
    it.status = 410
    webhook = webhook_for(it.address)
    ends("failed")
    ends("done", complete=True, counts={"unchanged": 1})
    send_due()
    webhook.refresh_from_db()
    assert not webhook.active
    send_due(timezone.now() + timedelta(days=1))
    assert len(it.taken) == 1
    assert set(Delivery.objects.values_list("status", flat=True)) == {"dropped"}


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"active": False}, {"address": "https://other.example/"}])
def test_what_somebody_changes_while_it_is_asked_stays(
    it: Receiver, ends: Ends, webhook_for: WebhookFor, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    webhook = webhook_for(it.address)
    ends("failed")
    it.status = 200 if "active" in change else 410

    def post_meanwhile(*arguments: Any, **options: Any) -> Any:
        Webhook.objects.filter(pk=webhook.pk).update(**change)
        return post(*arguments, **options)

    monkeypatch.setattr(webhooks, "post", post_meanwhile)
    send_due()
    webhook.refresh_from_db()
    assert len(it.taken) == 1
    assert {name: getattr(webhook, name) for name in change} == change
    assert webhook.active == ("active" not in change)


@pytest.mark.django_db
def test_a_secret_that_cannot_be_read_is_said(it: Receiver, ends: Ends, webhook_for: WebhookFor, settings: Any) -> None:
    webhook_for(it.address, secret=seal(SECRET))
    ends("failed")
    settings.SECRET_KEY = "another"
    assert send_due() == {"failed": 1}
    assert it.taken == []
    assert "sealed with another SECRET_KEY" in Webhook.objects.get().last_answer
