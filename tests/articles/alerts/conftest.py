"""People who may see runs, a source, and its runs that end in every way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.groups import EDITORS, OPERATORS
from articles.models import Alert, AlertSettings, Event, HowOften, Source, SyncRun, Webhook
from articles.secrets import seal
from articles.sync.claim import claim, request_run
from articles.sync.pulse import Pulse

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ALL_NOW = {event.value: HowOften.NOW for event in Event}


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(name="Tamarack Bay", slug="tamarack-bay", address="https://hub.example/articles/")


def person(name: str, group: str = OPERATORS, **chosen: Any) -> Any:
    user = get_user_model().objects.create_user(name, f"{name}@hub.example", "secret words")
    user.groups.add(Group.objects.get(name=group))
    if chosen:
        AlertSettings.objects.create(user=user, **chosen)
    return user


@pytest.fixture
def operator(db: None) -> Any:
    return person("operator", **ALL_NOW)


@pytest.fixture
def editor(db: None) -> Any:
    return person("editor", EDITORS, conflicts_waiting=HowOften.NOW)


@pytest.fixture
def ends(source: Source) -> Callable[..., SyncRun]:
    """A run of the source that ends so."""

    def end(status: str, trigger: str = SyncRun.Trigger.SCHEDULE, **values: Any) -> SyncRun:
        run = request_run(source, trigger)
        claim(run)
        Pulse(run).end(status, **values)
        return run

    return end


@pytest.fixture
def webhook_for() -> Callable[..., Webhook]:
    def make(address: str, **values: Any) -> Webhook:
        usual = {"name": "Pager", "events": list(Event.values), "allow_private": True, "secret": seal(SECRET)}
        return Webhook.objects.create(address=address, **usual | values)

    return make


def told() -> list[tuple[str, bool]]:
    """Every alert in the order of time: the event, and whether it tells of an end."""
    return list(Alert.objects.order_by("pk").values_list("event", "is_over"))
