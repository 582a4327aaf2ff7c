"""Who is told of an alert, and when: by right, by choice, and by what is set up to send with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.permissions import policy_registry

from articles.models import Alert, AlertSettings, Delivery, Event, HowOften, Source, SyncRun, Webhook

DAILY_HOUR = time(7)
"""When a day's alerts are mailed, in the time zone of who gets them."""
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
USUAL_FOR_OPERATORS = dict.fromkeys(Event, HowOften.DAILY) | {Event.CONFLICTS_WAITING: HowOften.NEVER}
"""What holds for who may change sources and never chose: a failure that nobody hears of is found by readers."""


def mail_is_set_up() -> bool:
    return str(settings.EMAIL_BACKEND) != NO_MAIL


def deliveries_of(alert: Alert) -> list[Delivery]:
    """What has to be sent of the alert; not saved yet."""
    now = timezone.now()
    made = [
        Delivery(alert=alert, webhook=webhook, due_at=now)
        for webhook in Webhook.objects.filter(active=True)
        if alert.event in webhook.events
    ]
    if not mail_is_set_up():
        return made
    for user in people():
        how = how_often(user, alert)
        if how != HowOften.NEVER:
            made.append(Delivery(alert=alert, user=user, due_at=now if how == HowOften.NOW else next_daily(user, now)))
    return made


def people(only: Iterable[int] | None = None) -> list[Any]:
    """Who may see runs and has an address, with what they chose. `only`: among these."""
    allowed = policy_registry.get_by_type(SyncRun).users_with_permission("view").exclude(email="")
    if only is not None:
        allowed = allowed.filter(pk__in=only)
    found: Any = get_user_model()._default_manager.filter(pk__in=allowed.values("pk"), is_active=True)
    users = list(
        found.select_related("alert_settings", "wagtail_userprofile").prefetch_related("alert_settings__sources")
    )
    operators = policy_registry.get_by_type(Source).users_with_permission("change")
    changing = set(operators.filter(pk__in=[each.pk for each in users]).values_list("pk", flat=True))
    for user in users:
        user.may_change_sources = user.pk in changing
    return users


def how_often(user: Any, alert: Alert) -> str:
    """Of one of `people`."""
    chosen = getattr(user, "alert_settings", None)
    if chosen is None:
        return usual(alert.event) if user.may_change_sources else HowOften.NEVER
    sources = {each.pk for each in chosen.sources.all()}
    if sources and alert.source_id is not None and alert.source_id not in sources:
        return HowOften.NEVER
    return str(getattr(chosen, alert.event))


def usual(event: str) -> str:
    return str(USUAL_FOR_OPERATORS[Event(event)])


def settings_of(user: Any) -> AlertSettings:
    """What the person chose, or what holds without; not saved."""
    chosen = AlertSettings.objects.filter(user=user).first()
    if chosen is not None:
        return chosen
    may_change = policy_registry.get_by_type(Source).user_has_permission(user, "change")
    return AlertSettings(user=user, **({event.value: usual(event) for event in Event} if may_change else {}))


def next_daily(user: Any, now: datetime) -> datetime:
    zone = zone_of(user)
    today = datetime.combine(now.astimezone(zone).date(), DAILY_HOUR, tzinfo=zone)
    return today if today > now else datetime.combine(today.date() + timedelta(days=1), DAILY_HOUR, tzinfo=zone)


def zone_of(user: Any) -> ZoneInfo:
    profile = getattr(user, "wagtail_userprofile", None)
    return ZoneInfo(profile.get_current_time_zone() if profile else settings.TIME_ZONE)
