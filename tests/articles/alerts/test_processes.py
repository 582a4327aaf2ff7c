"""Several real processes send from one real database: each alert goes out once, also where one is killed at it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.articles.alerts.conftest import SECRET
from tests.articles.alerts.receiver import Receiver, receiver
from tests.commands import PROJECT, manage
from tests.test_postgres import SERVER, server_is_there

SEED = """
from articles.alerts.events import job_failed
from articles.models import Event, Webhook
from articles.secrets import seal
Webhook.objects.create(name="Pager", address={address!r}, events=[*Event.values], allow_private=True,
    secret=seal({secret!r}))
for number in range(12):
    job_failed(f"job-{{number}}", "it broke")
"""
LET_GO = "from articles.models import Delivery; Delivery.objects.update(taken_until=None)"
STATUSES = """
import json; from articles.models import Delivery
print(json.dumps(sorted(Delivery.objects.values_list('status', flat=True))))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def environment(request: pytest.FixtureRequest, migrated_var: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    var = tmp_path / "var"
    environment = {"PATH": os.environ["PATH"], "GLEANER_VAR": str(var), "SECRET_KEY": "tests only"}
    if request.param == "sqlite":
        shutil.copytree(migrated_var, var)
        yield environment
        return
    if not server_is_there():
        pytest.skip("no PostgreSQL here: name one with TEST_POSTGRES_URL=")
    name = f"seeing_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    environment["DATABASE_URL"] = f"{SERVER.rpartition('/')[0]}/{name}"
    manage(environment, "migrate", "-v", "0")
    yield environment
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def it() -> Iterator[Receiver]:
    with receiver() as it:
        yield it


def test_many_send_each_once_and_a_killed_one_loses_nothing(environment: dict[str, str], it: Receiver) -> None:
    manage(environment, "shell", "-v", "0", "-c", SEED.format(address=it.address, secret=SECRET))
    arrived = threading.Event()

    def never(_handler: BaseHTTPRequestHandler) -> None:
        arrived.set()
        time.sleep(2)

    it.answer = never
    victim = start(environment, "send_alerts")
    assert arrived.wait(120)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    it.answer = None
    assert manage(environment, "send_alerts") == "Nothing is due.\n"  # the others wait for the one that was taken
    manage(environment, "shell", "-v", "0", "-c", LET_GO)  # as when its time is over
    processes = [start(environment, "send_alerts") for _ in range(3)]
    for each in processes:
        each.communicate(timeout=300)
    assert json.loads(manage(environment, "shell", "-v", "0", "-c", STATUSES)) == ["sent"] * 12
    told = [each.json["data"]["id"] for each in it.taken]
    assert told == sorted(told)
    numbers = [each.headers["webhook-id"] for each in it.taken]
    first = numbers[0]
    assert numbers.count(first) == 2
    assert len(numbers) == 13
    assert len(set(numbers)) == 12
    assert len({each.body for each in it.taken if each.headers["webhook-id"] == first}) == 1
    assert all(each.is_signed_with(SECRET) for each in it.taken)
