"""Sends what is due, mails first. Safe to call by many processes at once, and at any time again."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.utils import timezone
from django.utils.translation import override

from articles.alerts import outbox, webhooks
from articles.alerts.mail import message_for
from articles.alerts.outbox import Parcel
from articles.alerts.receivers import how_often, people
from articles.models import Alert, Delivery, HowOften
from scraper.log_lines import in_one_line

KEPT = timedelta(days=90)
"""So long an alert that ended can be looked at."""
logger = logging.getLogger(__name__)


def send_due(now: datetime | None = None) -> Counter[str]:
    """How many parcels were "sent", "failed" (they wait, or are given up) and "dropped"."""
    now = now or timezone.now()
    outbox.pack(now)
    done: Counter[str] = Counter()
    _mails(now, done)
    _requests(now, done)
    Alert.objects.filter(created_at__lt=now - KEPT, ended_at__isnull=False).delete()
    return done


def _mails(now: datetime, done: Counter[str]) -> None:
    for number in outbox.due_parcels(now, user__isnull=False):
        parcel = outbox.take(number, now)
        if parcel is None or not _still_wanted(parcel, done):
            continue
        try:
            # Opened for each: what is wrong with one person's address is no other one's trouble.
            message_for(parcel.user, parcel.alerts, parcel.number).send()
        except SMTPRecipientsRefused as error:
            _failed(parcel, f"the server refuses {parcel.user.email}: {error}", now, done)
        except (OSError, SMTPException) as error:
            _failed(parcel, in_one_line(error), now, done)
            return  # the server is away: the others would wait for it as long
        except ValueError as error:  # no mail can be made for this address, or none be sent by these settings
            _failed(parcel, in_one_line(error), now, done)
        else:
            _sent(parcel, done)


def _still_wanted(parcel: Parcel, done: Counter[str]) -> bool:
    """Whether the person still may see runs, and wants any of it; what is not wanted any more is dropped."""
    [*found] = people(only=[parcel.user.pk])
    user = found[0] if found else None
    outbox.dropped(parcel, lambda each: user is None or how_often(user, each.alert) == HowOften.NEVER)
    done["dropped"] += not parcel.deliveries
    return bool(parcel.deliveries)


def _requests(now: datetime, done: Counter[str]) -> None:
    Delivery.objects.filter(status=Delivery.Status.WAITING, webhook__active=False).update(
        status=Delivery.Status.DROPPED
    )
    silent: set[int] = set()
    for number in outbox.due_parcels(now, webhook__isnull=False):
        webhook = Delivery.objects.filter(parcel=number).values_list("webhook", flat=True)[0]
        if webhook in silent:
            continue
        parcel = outbox.take(number, now)
        if parcel is None:
            silent.add(webhook)  # another process has it: what comes after it is that one's too
            continue
        with override(None):  # a program reads the words of the code
            wrong = webhooks.send(parcel.webhook, webhooks.body_of(parcel.alerts), parcel.number)
        if wrong:
            _failed(parcel, wrong, now, done)
            silent.add(parcel.webhook.pk)
        else:
            _sent(parcel, done)


def _sent(parcel: Parcel, done: Counter[str]) -> None:
    outbox.sent(parcel)
    done["sent"] += 1


def _failed(parcel: Parcel, error: str, now: datetime, done: Counter[str]) -> None:
    error = in_one_line(error)
    outbox.put_back(parcel, error, now)
    done["failed"] += 1
    logger.warning("alerts could not be sent to %s: %s", parcel.webhook or parcel.user, error)
