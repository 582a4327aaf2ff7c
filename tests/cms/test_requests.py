"""The number of a request: in its answer, and in every line that is said meanwhile."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from cms.requests import RequestFacts


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.handler.addFilter(RequestFacts())
    logging.getLogger("cms.requests").setLevel(logging.INFO)
    yield caplog  # type: ignore[misc]
    logging.getLogger("cms.requests").setLevel(logging.WARNING)


def facts(heard: pytest.LogCaptureFixture) -> dict[str, Any]:
    [record] = [each for each in heard.records if each.name == "cms.requests"]
    return record.said  # type: ignore[attr-defined, no-any-return]


@pytest.mark.django_db
def test_a_request_has_a_number_and_its_line_no_query(heard: pytest.LogCaptureFixture) -> None:
    answer = Client().get("/admin/login/?next=/admin/&token=abc", headers={"X-Request-ID": "proxy-1234"})
    assert answer.headers["X-Request-ID"] == "proxy-1234"
    said = facts(heard)
    assert (said["request"], said["path"], said["status"]) == ("proxy-1234", "/admin/login/", 200)
    assert "user" not in said


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "short", "two\nlines-of-it", "x" * 101])
def test_what_is_no_number_is_replaced(given: str) -> None:
    answer = Client().get("/admin/login/", headers={"X-Request-ID": given})
    assert len(answer.headers["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_whoever_is_signed_in_is_named(heard: pytest.LogCaptureFixture, django_user_model: Any) -> None:
    user = django_user_model.objects.create_superuser("somebody", "somebody@hub.example", "x")
    client = Client()
    client.force_login(user)
    client.get("/admin/account/")
    assert facts(heard)["user"] == user.pk


def test_nobody_asks_for_anything() -> None:
    record = logging.makeLogRecord({"msg": "x"})
    assert RequestFacts().filter(record)
    assert not hasattr(record, "said")
