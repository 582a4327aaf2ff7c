"""Alerts by e-mail, through a real mail server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.users.models import UserProfile

from articles.alerts.send import send_due
from articles.models import Delivery, SyncRun
from tests.articles.alerts.conftest import ALL_NOW, person
from tests.articles.alerts.receiver import MailServer, mail_server
from tests.sample_hub import free_port

Ends = Callable[..., SyncRun]


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def text(mail: Any) -> str:
    return str(mail.get_payload(decode=True).decode())


def subject(mail: Any) -> str:
    return str(make_header(decode_header(mail["Subject"])))


@pytest.mark.django_db
def test_one_alert_reads_well(server: MailServer, ends: Ends, operator: Any) -> None:
    run = ends("braked", message="bylines fell from 98% to 10%")
    assert send_due() == {"sent": 1, "dropped": 0}
    [mail] = server.mails
    assert subject(mail) == f"[Gleaner] Tamarack Bay: the drift brake stopped run {run.pk}"
    assert (mail["To"], mail["Auto-Submitted"]) == ("operator@hub.example", "auto-generated")
    said = text(mail)
    assert "bylines fell from 98% to 10%" in said
    assert f"http://localhost:8000/admin/hub/runs/inspect/{run.pk}/" in said
    assert "http://localhost:8000/admin/account/#tab-notifications" in said
    assert send_due() == {}
    assert len(server.mails) == 1


@pytest.mark.django_db
def test_what_is_due_together_comes_as_one(server: MailServer, ends: Ends, operator: Any) -> None:
    ends("failed", message="it broke")
    ends("done", complete=True, counts={"unchanged": 1})
    send_due()
    [mail] = server.mails
    assert subject(mail) == "[Gleaner] 2 alerts"
    assert text(mail).index("failed") < text(mail).index("go well again")
    assert "after it began" in text(mail)


@pytest.mark.django_db
def test_a_day_s_alerts_come_in_the_morning(server: MailServer, ends: Ends) -> None:
    person("operator")
    ends("failed")
    assert send_due() == {}
    assert send_due(timezone.now() + timedelta(days=1))["sent"] == 1
    assert len(server.mails) == 1


@pytest.mark.django_db
def test_nobody_is_flooded_and_nothing_is_lost(server: MailServer, ends: Ends, operator: Any) -> None:
    for _ in range(10):
        ends("failed")
        send_due()
        ends("done", complete=True, counts={"unchanged": 1})
        send_due()
    assert len(server.mails) == 6
    send_due(timezone.now() + timedelta(minutes=61))
    assert subject(server.mails[-1]) == "[Gleaner] 14 alerts"
    assert not Delivery.objects.exclude(status="sent").exists()


@pytest.mark.django_db
def test_one_wrong_address_is_no_other_ones_trouble(server: MailServer, ends: Ends, operator: Any) -> None:
    person("another", **ALL_NOW)
    server.refuses.add("operator@")
    ends("failed")
    assert send_due() == {"sent": 1, "failed": 1, "dropped": 0}
    assert server.mails[0]["To"] == "another@hub.example"
    refused = Delivery.objects.get(user=operator)
    assert (refused.status, refused.attempts) == ("waiting", 1)
    assert "nobody of that name" in refused.error


@pytest.mark.django_db
def test_an_address_that_makes_no_mail_keeps_nobody_else_from_theirs(
    server: MailServer, ends: Ends, operator: Any
) -> None:
    person("another", **ALL_NOW)
    type(operator).objects.filter(pk=operator.pk).update(email="operator@hub.example\n")
    ends("failed")
    assert send_due() == {"sent": 1, "failed": 1, "dropped": 0}
    assert server.mails[0]["To"] == "another@hub.example"
    assert "newlines" in Delivery.objects.get(user=operator).error


@pytest.mark.django_db
def test_a_server_whose_name_is_none_is_said_and_tried_again(
    server: MailServer, ends: Ends, operator: Any, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail..example"
    ends("failed")
    assert send_due() == {"failed": 1, "dropped": 0}
    waits = Delivery.objects.get()
    assert (waits.status, waits.attempts) == ("waiting", 1)
    assert waits.error


@pytest.mark.django_db
def test_a_server_that_is_away_is_tried_again_with_the_same_number(
    server: MailServer, ends: Ends, operator: Any, settings: Any
) -> None:
    person("another", **ALL_NOW)
    ends("failed")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert send_due() == {"failed": 1, "dropped": 0}  # the second person's is not even tried
    number = Delivery.objects.get(attempts=1).parcel
    settings.EMAIL_PORT = port
    assert send_due()["sent"] == 1
    assert send_due(timezone.now() + timedelta(minutes=2))["sent"] == 1
    assert f"<{number}@localhost>" in {each["Message-ID"] for each in server.mails}
    assert len(server.mails) == 2


@pytest.mark.django_db
def test_who_lost_the_right_meanwhile_gets_nothing(server: MailServer, ends: Ends, operator: Any) -> None:
    ends("failed")
    operator.groups.clear()
    assert send_due() == {"dropped": 1}
    assert server.mails == []
    assert Delivery.objects.get().status == "dropped"


@pytest.mark.django_db
def test_in_the_person_s_time_zone(server: MailServer, ends: Ends, operator: Any) -> None:
    UserProfile.objects.create(user=operator, current_time_zone="Asia/Tokyo")
    ends("failed")
    send_due()
    assert "JST" in text(server.mails[0])


@pytest.mark.django_db
def test_the_command_says_what_it_did(server: MailServer, ends: Ends, operator: Any, capsys: Any) -> None:
    call_command("send_alerts")
    ends("failed")
    call_command("send_alerts")
    assert capsys.readouterr().out == "Nothing is due.\n1 sent\n"
    server.refuses.add("operator@")
    ends("done", complete=True, counts={"unchanged": 1})
    with pytest.raises(SystemExit):
        call_command("send_alerts")
