"""Alerts as a webhook's request: its body, its signature (Standard Webhooks), and what the answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles.alerts.guarded_post import NotSent, post
from articles.alerts.words import link, subject
from articles.models import Alert, Webhook
from articles.secrets import SealBroken, open_sealed, seal

PREFIX = "whsec_"
DIGEST, TEST = "alerts.digest", "test"
GONE = 410
LONGEST_ANSWER = 300


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode("ascii")


def give_new_secret(webhook: Webhook) -> None:
    """A secret that nobody knows yet; not saved."""
    webhook.secret = seal(new_secret())


def body_of(alerts: Sequence[Alert]) -> dict[str, Any]:
    """The same at every attempt: what is signed is what was first said."""
    if len(alerts) == 1:
        return _event(alerts[0])
    last = max(each.created_at for each in alerts)
    return {"type": DIGEST, "timestamp": last.isoformat(), "data": {"alerts": [_event(each) for each in alerts]}}


def _event(alert: Alert) -> dict[str, Any]:
    facts = alert.facts
    data: dict[str, Any] = {
        "id": alert.pk,
        "state": "over" if alert.is_over else "begun",
        "text": subject(alert),
        "message": facts.get("message", ""),
        "url": link(alert),
    }
    if alert.is_over:
        data["since"] = facts.get("since")
    if "slug" in facts:
        data["source"] = {"slug": facts["slug"], "name": facts["source"]}
    if "run" in facts:
        data["run"] = {"id": facts["run"], "status": facts["status"]}
    data |= {name: facts[name] for name in ("job", "number") if name in facts}
    return {"type": alert.event.replace("_", "."), "timestamp": alert.created_at.isoformat(), "data": data}


def test_body() -> dict[str, Any]:
    return {"type": TEST, "timestamp": timezone.now().isoformat(), "data": {"text": "A test: nothing happened."}}


def signature(secret: str, message: str, moment: str, body: bytes) -> str:
    """By Standard Webhooks: HMAC-SHA256 over number, moment and body.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
    ...     b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{message}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode('ascii')}"


def send(webhook: Webhook, body: dict[str, Any], parcel: UUID) -> str:
    """Send it and note the answer with the webhook; gives back what went wrong, empty where nothing did.

    A receiver that says that it is gone is asked no more.
    """
    wrong, status = _asked(webhook, body, parcel)
    webhook.is_well, webhook.last_answer_at = not wrong, timezone.now()
    webhook.last_answer = (wrong or f"{status}")[:LONGEST_ANSWER]
    said = {name: getattr(webhook, name) for name in ("is_well", "last_answer", "last_answer_at")}
    off = {"active": False} if status == GONE else {}
    # Meanwhile somebody may have switched it off, or given it another address, of which this says nothing.
    Webhook.objects.filter(pk=webhook.pk, address=webhook.address).update(**said, **off)
    return wrong


def _asked(webhook: Webhook, body: dict[str, Any], parcel: UUID) -> tuple[str, int]:
    written = json.dumps(body, ensure_ascii=False).encode()
    moment = str(int(time.time()))
    try:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Gleaner",
            "webhook-id": str(parcel),
            "webhook-timestamp": moment,
            "webhook-signature": signature(open_sealed(webhook.secret), str(parcel), moment, written),
        }
        answer = post(webhook.address, written, headers, allow_private=webhook.allow_private)
    except SealBroken as error:
        return f"its secret cannot be read: {error}", 0
    except NotSent as error:
        return str(error), 0
    if 200 <= answer.status < 300:
        return "", answer.status
    if 300 <= answer.status < 400:
        return f"{answer.status}: it leads elsewhere, which is not followed", answer.status
    return f"{answer.status}: {' '.join(answer.text.split())}".rstrip(": "), answer.status
