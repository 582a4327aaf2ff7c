"""Who is told, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.users.models import UserProfile

from articles.alerts.receivers import next_daily, settings_of
from articles.groups import EDITORS
from articles.models import Delivery, HowOften, Source, SyncRun, Webhook
from tests.articles.alerts.conftest import ALL_NOW, person

Ends = Callable[..., SyncRun]


def receivers() -> list[str]:
    return sorted(Delivery.objects.filter(user__isnull=False).values_list("user__username", flat=True))


@pytest.mark.django_db
def test_who_may_not_see_runs_gets_none_whatever_they_chose(ends: Ends, operator: Any) -> None:
    person("gone", **ALL_NOW).groups.clear()
    left = person("left", **ALL_NOW)
    nameless = person("nameless", **ALL_NOW)
    get_user_model().objects.filter(pk=left.pk).update(is_active=False)
    get_user_model().objects.filter(pk=nameless.pk).update(email="")
    ends("failed")
    assert receivers() == ["operator"]


@pytest.mark.django_db
def test_who_never_chose_hears_once_a_day_if_they_look_after_sources(ends: Ends) -> None:
    looks_after, writes = person("looks_after"), person("writes", EDITORS)
    assert settings_of(looks_after).run_failed == HowOften.DAILY
    assert settings_of(writes).run_failed == HowOften.NEVER
    ends("failed")
    [delivery] = Delivery.objects.all()
    assert delivery.user == looks_after
    assert (delivery.due_at.hour, delivery.due_at.minute) == (7, 0)


@pytest.mark.django_db
def test_only_of_chosen_sources(ends: Ends, source: Source, operator: Any) -> None:
    other = Source.objects.create(name="Other", slug="other", address="https://other.example/")
    operator.alert_settings.sources.add(other)
    ends("failed")
    assert receivers() == []
    operator.alert_settings.sources.add(source)
    ends("done", complete=True, counts={"unchanged": 1})
    assert receivers() == ["operator"]


@pytest.mark.django_db
def test_without_a_mail_server_nothing_waits_for_one(ends: Ends, operator: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    ends("failed")
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_a_webhook_gets_the_events_it_is_for(ends: Ends, webhook_for: Callable[..., Webhook]) -> None:
    wanted = webhook_for("https://a.example/", events=["run_failed"])
    webhook_for("https://b.example/", events=["run_braked"])
    webhook_for("https://c.example/", active=False)
    ends("failed")
    assert [each.webhook for each in Delivery.objects.all()] == [wanted]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [("UTC", 6, "26 07:00"), ("UTC", 7, "27 07:00"), ("Europe/Oslo", 5, "26 06:00"), ("Europe/Oslo", 7, "27 06:00")],
)
def test_seven_in_the_morning_is_where_the_person_is(operator: Any, zone: str, now: int, due: str) -> None:
    UserProfile.objects.create(user=operator, current_time_zone=zone)
    moment = next_daily(operator, datetime(2026, 11, 26, now, tzinfo=UTC))
    assert moment.astimezone(UTC).strftime("%d %H:%M") == due


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_people(
    ends: Ends, operator: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        person(f"person-{number}", **ALL_NOW)
    with django_assert_max_num_queries(45):
        ends("failed")
    assert len(receivers()) == 21
