"""The sources' own settings: what a run of them would stumble over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError

from articles.models import ArticleIndexPage, Source
from articles.validators import validate_cron, validate_profile, validate_time_zone
from articles.watching.doctor.finding import Finding, warning, well, wrong

CHECKED: tuple[tuple[str, Callable[..., None]], ...] = (
    ("schedule", validate_cron),
    ("time_zone", validate_time_zone),
    ("profile", validate_profile),
)


def settings_of_sources() -> Iterator[Finding]:
    sources = list(Source.objects.order_by("slug"))
    if not sources:
        yield warning("sources", "there is none yet", "Add one: manage.py sources add SLUG ADDRESS.")
        return
    if not ArticleIndexPage.objects.exists():
        yield wrong("target page", "there is no article index", "Make a page of the type “article index” in the admin.")
    found = [each for source in sources for each in _of(source)]
    yield from found or [well("sources", f"{len(sources)} with settings that can be used")]


def _of(source: Source) -> Iterator[Finding]:
    for field, check in CHECKED:
        value = getattr(source, field)
        try:
            if value:
                check(value)
        except ValidationError as error:
            words = f"its {field.replace('_', ' ')} cannot be used: {' '.join(error.messages)}"
            yield wrong(f"source {source.slug}", words, "Correct it in the admin: Hub, Sources.")
