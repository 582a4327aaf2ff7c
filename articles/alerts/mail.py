"""Alerts as an e-mail: one text for all that is due for a person, in their language and time zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from articles.alerts.receivers import zone_of
from articles.alerts.words import absolute, advice, link, subject
from articles.models import Alert


def message_for(user: Any, alerts: Sequence[Alert], parcel: UUID) -> EmailMessage:
    """The same parcel has the same Message-ID at every attempt: a mail that comes twice is one to the mailbox."""
    profile = getattr(user, "wagtail_userprofile", None)
    language = profile.preferred_language if profile and profile.preferred_language else settings.LANGUAGE_CODE
    with override(language), timezone.override(zone_of(user)):
        domain = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
        return EmailMessage(
            subject=f"[{settings.WAGTAIL_SITE_NAME}] {_head(alerts)}",
            body=_body(alerts),
            to=[user.email],
            headers={
                "Message-ID": f"<{parcel}@{domain}>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{_account()}>",
            },
        )


def _head(alerts: Sequence[Alert]) -> str:
    if len(alerts) == 1:
        return subject(alerts[0])
    number = len(alerts)
    return ngettext("%(number)d alert", "%(number)d alerts", number) % {"number": number}


def _body(alerts: Sequence[Alert]) -> str:
    parts = ["\n".join(filter(None, _lines(each))) for each in alerts]
    end = _("You get this since your account asks for it, or since you look after sources. Change it here:")
    return "\n\n".join([*parts, f"-- \n{end}\n{_account()}"]) + "\n"


def _lines(alert: Alert) -> list[str]:
    moments = _moment(alert.created_at)
    if alert.is_over and alert.facts.get("since"):
        since = _moment(datetime.fromisoformat(alert.facts["since"]))
        moments = _("%(moment)s, after it began %(since)s") % {"moment": moments, "since": since}
    return [subject(alert), moments, str(alert.facts.get("message", "")), advice(alert), link(alert)]


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"


def _account() -> str:
    return absolute(reverse("wagtailadmin_account") + "#tab-notifications")
