"""The section of the account settings: for who may see runs, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.groups import EDITORS
from articles.models import AlertSettings, Event, HowOften, Source
from tests.articles.alerts.conftest import person

ACCOUNT = reverse("wagtailadmin_account")


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(name="Tamarack Bay", slug="tamarack-bay", address="https://hub.example/articles/")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(user: Any, **chosen: Any) -> dict[str, Any]:
    names = {"first_name": "Ada", "last_name": "Example", "email": user.email}
    account = {f"name_email-{name}": value for name, value in names.items()}
    theme = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    locale = {"locale-preferred_language": "", "locale-current_time_zone": "UTC"}
    how = {f"hub_alerts-{event.value}": HowOften.NEVER for event in Event}
    return {**account, **theme, **locale, **how, **{f"hub_alerts-{name}": value for name, value in chosen.items()}}


@pytest.mark.django_db
def test_a_person_chooses(source: Source) -> None:
    user = person("operator")
    client = signed_in(user)
    shown = client.get(ACCOUNT)
    assert "Alerts of the hub, by e-mail" in shown.content.decode()
    answer = client.post(ACCOUNT, form(user, run_failed="now", run_braked="daily", sources=[source.pk]))
    assert answer.status_code == 302, answer.context
    chosen = AlertSettings.objects.get(user=user)
    assert (chosen.run_failed, chosen.run_braked, chosen.job_failed) == ("now", "daily", "never")
    assert list(chosen.sources.all()) == [source]
    client.post(ACCOUNT, form(user, run_failed="never"))
    chosen.refresh_from_db()
    assert (chosen.run_failed, chosen.sources.count()) == ("never", 0)


@pytest.mark.django_db
def test_who_may_not_see_runs_chooses_nothing(source: Source) -> None:
    user = person("somebody", EDITORS)
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_syncrun"))
    client = signed_in(user)
    assert "Alerts of the hub" not in client.get(ACCOUNT).content.decode()
    client.post(ACCOUNT, form(user, run_failed="now"))
    assert not AlertSettings.objects.exists()


@pytest.mark.django_db
def test_what_keeps_alerts_from_coming_is_said(settings: Any) -> None:
    user = person("operator")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "no mail server set up" in signed_in(user).get(ACCOUNT).content.decode()
