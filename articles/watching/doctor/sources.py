"""The sources' own settings: what a run of them would stumble over, and whether their credentials can be had."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from articles.models import ArticleIndexPage, Source
from articles.sync.credentials import CredentialsUnusable, credentials_of
from articles.watching.doctor.finding import Finding, warning, well, wrong


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
    name = f"source {source.slug}"
    try:
        source.full_clean(validate_unique=False)  # that they are unique the database sees to
    except ValidationError as error:
        for field, said in error.message_dict.items():
            what = "settings" if field == NON_FIELD_ERRORS else field.replace("_", " ")
            words = f"its {what} cannot be used: {' '.join(said)}"
            yield wrong(name, words, "Correct it in the admin: Hub, Sources.")
    try:
        credentials_of(source)
    except CredentialsUnusable as error:
        words = str(error).removeprefix(f"{source.slug}: ")
        if source.credentials["kind"] == "env":  # it may be set for the worker alone, which needs it
            yield warning(name, words, "See that the worker has it in its environment.")
        else:
            yield wrong(name, words, "Until then its runs fail.")
