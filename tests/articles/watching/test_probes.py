"""Health: what is alive, what is ready, and what a stranger may know of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from articles.models import ProcessBeat
from articles.watching import health

TOKEN = "a token of metrics"
ALL = {"database": "ok", "migrations": "ok", "worker": "ok", "scheduler": "ok", "disk": "ok"}


@pytest.fixture
def processes(db: None) -> None:
    now = timezone.now()
    for kind in ("worker", "scheduler"):
        ProcessBeat.objects.create(kind=kind, name=f"one:{kind}", host="one", pid=7, started_at=now, beat_at=now)


def asked(address: str = "/health/ready", **headers: str) -> tuple[int, dict[str, Any]]:
    answer = Client().get(address, headers=headers)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def test_a_process_that_answers_is_alive_without_a_database(settings: Any) -> None:
    """No mark of a database here: pytest-django refuses every query."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["hub.example"], True
    assert asked("/health/live", Host="10.0.0.7:8000") == (200, {"status": "ok"})


@pytest.mark.usefixtures("processes")
def test_all_is_well() -> None:
    assert asked() == (200, {"status": "ok", "checks": ALL})


@pytest.mark.usefixtures("processes")
def test_details_are_for_who_has_the_token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    _, said = asked(Authorization=f"Bearer {TOKEN}")
    assert said["details"]["worker"] == "1 alive"
    assert "details" not in asked(Authorization="Bearer wrong")[1]


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("kind", ["worker", "scheduler"])
def test_a_process_without_a_sign_of_life(kind: str) -> None:
    ProcessBeat.objects.filter(kind=kind).update(beat_at=timezone.now() - timedelta(minutes=5))
    assert asked() == (503, {"status": "failed", "checks": ALL | {kind: "failed"}})
    status, said = asked("/health/ready?for=site")
    assert (status, set(said["checks"])) == (200, {"database", "migrations", "disk"})


@pytest.mark.usefixtures("processes")
def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert asked() == (503, {"status": "failed", "checks": ALL | {"disk": "failed"}})


@pytest.mark.usefixtures("processes")
def test_a_migration_that_is_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(name) FROM django_migrations WHERE app = 'articles'")
        [last] = cursor.fetchone()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles' AND name = %s", [last])
    assert asked()[1]["checks"]["migrations"] == "failed"
    assert health.migrations()[1] == f"1 not applied: articles.{last}"


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_and_not_how(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def away(*_arguments: Any, **_options: Any) -> Any:
        raise OperationalError("no route to db.example for user hub")

    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(type(connection._connections["default"]), "cursor", away)
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == ALL | dict.fromkeys(("database", "migrations", "worker", "scheduler"), "failed")
    assert b"db.example" not in answer.content
    assert Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 503


def test_probes_are_asked_and_not_told() -> None:
    assert Client().post("/health/live").status_code == 405
    assert Client().head("/health/live").status_code == 200
