"""The hub knows days; HTTP, RSS and sitemaps want moments."""

from datetime import UTC, date, datetime, time

_MORNING = time(9, tzinfo=UTC)


def moment_of(day: date) -> datetime:
    """Everything at this hub happens at nine in the morning."""
    return datetime.combine(day, _MORNING)
