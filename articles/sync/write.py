"""The writing half of a run: decisions and the records file in, pages and the list of what became of each out.

The records are read again in batches, so that a large hub's articles never stand in memory together. What became of an
article is written down with its page, in one transaction: a run that is killed has told what it did.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from articles.models import SyncRun
from articles.sync.apply import Writer
from articles.sync.importer import import_user
from articles.sync.many import write_many
from articles.sync.outcomes import Applied, keep_outcomes_of_any
from articles.sync.plan import Decision, Plan
from articles.sync.sightings import articles_of
from articles.sync.target import target_page

# Whole articles held in memory at once; also how many share the queries of the fast ways.
BATCH = 100
LAST_TOLD = 5
"""Addresses of a batch that are told of it."""
T = TypeVar("T")

Written = dict[int, Applied]
"""Place in the records file to what became of the article."""


def write_pages(run: SyncRun, path: Path, plan: Plan, progress: Callable[..., None], *, version: str) -> Written:
    """Carry out every decision that writes; `progress` gets how many are done, and the addresses of the last of them.

    `version` is the parser's, see `Writer.version`.
    """
    with_article = {each.place: each for each in plan.decisions if each.has_article}
    without = [each for each in plan.decisions if needs_no_article(each)]
    written: Written = {}
    if not with_article and not without:
        return written
    writer = writer_of(run, version)
    for batch in batches(articles_of(path, with_article), BATCH):
        writer.library.stock(article for _, article in batch)
        written |= write_many(writer, batch)
        progress(len(written), *(each.url for each, _ in batch[-LAST_TOLD:] if each.place in written))
        for decision, article in batch:
            if decision.place not in written:
                written[decision.place] = writer.apply(decision, article)
                progress(len(written), decision.url)
    for decision in without:
        written[decision.place] = writer.take_step(decision)
        progress(len(written), decision.url)
    return written


def writer_of(run: SyncRun, version: str) -> Writer:
    return Writer(source=run.source, parent=target_page(run.source).pk, user=import_user(), version=version, run=run)


def needs_no_article(decision: Decision) -> bool:
    """Whether the decision writes by what is known of the document alone."""
    return decision.outcome in ("withdraw", "restore", "redirect") and not decision.is_changed


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch


def keep_the_rest(run: SyncRun, plan: Plan, written: Written, reported: Container[int | None] = ()) -> None:
    """Write down what became of the articles whose pages were not written; `reported` are documents that have a row."""
    rest = [
        (each.url, Applied(outcome=each.outcome, reason=each.reason, page=each.page, document=each.document))
        for each in plan.decisions
        if each.place not in written and not (each.document and each.document in reported)
    ]
    keep_outcomes_of_any(run, rest)


def keep_the_plan(run: SyncRun, plan: Plan, foreseen: Written) -> None:
    """Write down what would become of every article, in the order of the records."""
    rows = []
    for each in plan.decisions:
        planned = Applied(outcome=each.outcome, reason=each.reason, page=each.page, document=each.document)
        rows.append((each.url, foreseen.get(each.place, planned)))
    keep_outcomes_of_any(run, rows)
