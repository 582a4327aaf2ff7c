"""Checks of what people type: a source's schedule, time zone and profile, a role's facts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.windows import WindowError, parse_windows
from scraper.profile import ProfileError, SourceProfile


def validate_cron(expression: str) -> None:
    try:
        CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValidationError(
            _('"%(expression)s" is no cron expression: %(error)s.'),
            params={"expression": expression, "error": str(error).rstrip(".")},
        ) from error


def validate_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(
            _('"%(name)s" is no time zone; an example is "America/New_York".'), params={"name": name}
        ) from error


def validate_blackout(text: str) -> None:
    try:
        parse_windows(text)
    except WindowError as error:
        raise ValidationError(str(error)) from error


def validate_profile(profile: object) -> None:
    try:
        SourceProfile.from_dict(profile)
    except ProfileError as error:
        raise ValidationError(str(error)) from error


def validate_facts(facts: object) -> None:
    if not isinstance(facts, list) or not all(_is_fact(each) for each in facts):
        raise ValidationError(
            _('Facts are pairs of label and text, in a list: [{"label": "Skills", "text": "Planning, budgets"}].')
        )


def _is_fact(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != {"label", "text"}:
        return False
    return all(isinstance(each, str) and each.strip() for each in value.values())
