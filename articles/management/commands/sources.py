"""`manage.py sources`: manage sources without the admin."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db.models import Count
from django.utils import timezone

from articles.credentials import said_of_credentials
from articles.jobs.back_off import BackOff, back_offs, forgive
from articles.jobs.holding import expected_runs, hold_in_words
from articles.jobs.words import cron_in_words
from articles.management.base import HubCommand, as_json, source_named
from articles.management.profiles import profile_in
from articles.models import Source
from articles.sync.credentials import keep_credentials, refer_to_variable
from scraper.credentials import CredentialsError


class Command(HubCommand):
    help = "Manage the sources that articles come from: add, list, show, credentials, retry, remove."
    epilog = """\
examples:
  manage.py sources add my-hub https://example.edu/articles/
  manage.py sources add my-hub https://example.edu/articles/ --policy publish --schedule "15 4 * * *"
  manage.py sources list
  manage.py sources show my-hub
  manage.py sources retry my-hub
  manage.py sources credentials my-hub --basic ada        # asks for the password, or reads it from a pipe
  manage.py sources credentials my-hub --env HUB_TOKEN
  manage.py sources remove my-hub --yes
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
        add = actions.add_parser("add", help="add a source")
        add.add_argument("slug", metavar="SLUG", help="short name by which commands know it, like my-hub")
        add.add_argument("address", metavar="ADDRESS", help="the hub's listing page")
        add.add_argument("--name", metavar="NAME", help="name in the admin; the slug in words without it")
        add.add_argument(
            "--policy",
            choices=Source.Policy.values,
            default=Source.Policy.DRAFT.value,
            help="what becomes of what arrives (default: draft)",
        )
        add.add_argument("--schedule", metavar="CRON", default="", help='like "15 4 * * *", every day at 04:15')
        add.add_argument("--time-zone", metavar="ZONE", default="UTC", help="of the schedule (default: UTC)")
        add.add_argument(
            "--spread", type=int, metavar="MINUTES", default=0, help="put the start off by a part of so many minutes"
        )
        add.add_argument("--blackout", metavar="WINDOWS", default="", help='when none starts: "08:00-18:00 Mon-Fri"')
        add.add_argument("--profile", type=Path, metavar="FILE", help="what the source overrides, as JSON")
        add.add_argument("--allow-private", action="store_true", help="for a hub of your own on a private address")
        listing = actions.add_parser("list", help="list the sources")
        listing.add_argument("--json", action="store_true", help="as JSON")
        show = actions.add_parser("show", help="show one source")
        show.add_argument("slug", metavar="SLUG")
        retry = actions.add_parser("retry", help="end the back-off of a source that failed again and again")
        retry.add_argument("slug", metavar="SLUG")
        credentials = actions.add_parser(
            "credentials",
            help="what the source's own host is told of who asks",
            description="Without an option: say what is set. A secret is asked for, or read from standard input.",
        )
        credentials.add_argument("slug", metavar="SLUG")
        kinds = credentials.add_mutually_exclusive_group()
        kinds.add_argument("--basic", metavar="NAME", help="a user's name; the secret is the password")
        kinds.add_argument("--bearer", action="store_true", help="the secret is a token")
        kinds.add_argument("--header", metavar="NAME", help="a header of this name; the secret is its value")
        kinds.add_argument("--env", metavar="VARIABLE", help="read them from this variable (HUB_…) for each crawl")
        kinds.add_argument("--remove", action="store_true", help="send none any more")
        remove = actions.add_parser("remove", help="remove a source; its pages stay")
        remove.add_argument("slug", metavar="SLUG")
        remove.add_argument("--yes", action="store_true", help="also when it has articles")

    def handle(self, *, action: str, **options: Any) -> None:
        getattr(self, action)(**options)

    def add(self, *, slug: str, address: str, name: str | None, profile: Path | None, **options: Any) -> None:
        source = Source(
            slug=slug,
            address=address,
            name=name or slug.replace("-", " ").replace("_", " ").capitalize(),
            policy=options["policy"],
            schedule=options["schedule"],
            time_zone=options["time_zone"],
            spread=options["spread"],
            blackout=options["blackout"],
            profile=profile_in(profile).to_dict() if profile else {},
            allow_private=options["allow_private"],
        )
        try:
            source.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(_sentences(error))) from error
        source.save()
        self.stdout.write(f"Added {source.slug}. Crawl it with: manage.py scrape {source.slug}")

    def list(self, *, json: bool, **options: Any) -> None:
        sources = Source.objects.annotate(articles=Count("documents")).order_by("slug")
        if json:
            self.stdout.write(as_json(_listed(list(sources))))
            return
        if not sources:
            self.stdout.write("There are no sources yet; add one with: manage.py sources add SLUG ADDRESS")
        listed, now = list(sources), timezone.now()
        held = back_offs(listed)
        for source in listed:
            schedule = "paused" if source.paused else source.schedule or "by hand"
            self.stdout.write(
                f"{source.slug}  {source.address}  {source.policy}  {schedule}  {source.articles} articles"
            )
            for line in _when(source, now, held.get(source.pk)):
                self.stdout.write(f"  {line}")

    def show(self, *, slug: str, **options: Any) -> None:
        source = source_named(slug)
        for name, value in _facts(source).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {'' if value is None else value}".rstrip())
        self.stdout.write(f"articles: {source.documents.count()}")
        for line in _when(source, timezone.now(), back_offs([source]).get(source.pk)):
            self.stdout.write(line)
        run = source.runs.first()
        if run:
            self.stdout.write(f"last run: {run.pk}, {run.status}, {run.created_at:%Y-%m-%d %H:%M %Z}, {run.counts}")

    def retry(self, *, slug: str, **options: Any) -> None:
        was_held = forgive(source_named(slug))
        self.stdout.write(f"{slug} runs again when it is due." if was_held else f"{slug} was in no back-off.")

    def credentials(self, *, slug: str, **options: Any) -> None:
        source = source_named(slug)
        try:
            is_set = _set_credentials(source, options)
        except CredentialsError as error:
            raise CommandError(f"{slug}: these credentials cannot be used: {error}.") from error
        if is_set:
            source.save(update_fields=["credentials"])
        self.stdout.write(f"{slug}: {said_of_credentials(source)}")

    def remove(self, *, slug: str, yes: bool, **options: Any) -> None:
        source = source_named(slug)
        if source.runs.filter(status__in=source.runs.model.ACTIVE).exists():
            raise CommandError(f"{slug} has a run under way; wait until it has ended.")
        articles = source.documents.count()
        if articles and not yes:
            raise CommandError(
                f"{slug} has {articles} articles. Their pages stay, but Gleaner forgets where they come from and "
                f"would make them anew. If that is meant: manage.py sources remove {slug} --yes"
            )
        source.delete()
        self.stdout.write(f"Removed {slug}. Its pages stay.")


def _listed(sources: list[Source]) -> list[dict[str, Any]]:
    now, held = timezone.now(), back_offs(sources)
    return [
        _facts(source)
        | {
            "articles": source.articles,  # type: ignore[attr-defined]
            "next_runs": [each.isoformat() for each in expected_runs(source, 3, now, held.get(source.pk))],
            "held": hold_in_words(source, now, held.get(source.pk)),
        }
        for source in sources
    ]


def _when(source: Source, now: datetime, back_off: BackOff | None) -> list[str]:
    """The schedule in words, the next three runs, and what holds them; nothing of a source that runs by hand."""
    if not source.schedule:
        return []
    lines = [f"{cron_in_words(source.schedule)} ({source.time_zone})"]
    coming = [f"{moment:%Y-%m-%d %H:%M %Z}" for moment in expected_runs(source, 3, now, back_off)]
    lines += [f"next runs: {', '.join(coming)}"] if coming else []
    hold = hold_in_words(source, now, back_off)
    return [*lines, f"held: {hold}"] if hold else lines


def _facts(source: Source) -> dict[str, Any]:
    names = (
        *("slug", "name", "address", "policy", "schedule", "time_zone", "spread", "blackout", "back_off_after"),
        *("paused", "allow_private", "profile"),
    )
    facts = {name: getattr(source, name) for name in names}
    return facts | {"crawl_processes": source.crawl_processes, "credentials": str(said_of_credentials(source))}


def _set_credentials(source: Source, options: dict[str, Any]) -> bool:
    """As the options say; whether one was given."""
    if options["env"] is not None:
        refer_to_variable(source, options["env"])
    elif options["basic"] is not None:
        keep_credentials(source, "basic", _secret("Password: "), name=options["basic"])
    elif options["bearer"]:
        keep_credentials(source, "bearer", _secret("Token: "))
    elif options["header"] is not None:
        keep_credentials(source, "header", _secret("Value: "), name=options["header"])
    elif options["remove"]:
        source.credentials = {}
    else:
        return False
    return True


def _secret(question: str) -> str:
    """What no list of processes and no shell's history shows."""
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _sentences(error: ValidationError) -> list[str]:
    return [f"{name.replace('_', ' ')}: {' '.join(words)}" for name, words in error.message_dict.items()]
