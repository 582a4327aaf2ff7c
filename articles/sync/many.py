"""Which articles of a batch go the fast ways, and what became of them. Whatever they refuse goes page by page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from django.db import transaction

from articles.models import Source
from articles.sync.apply import Writer
from articles.sync.bulk import ChangedArticle, NewArticle, create_pages, update_pages
from articles.sync.collecting import collected_afterwards
from articles.sync.connections import renew_if_broken
from articles.sync.convert import page_values
from articles.sync.outcomes import Applied, details_of, joined, keep_outcomes, kept_outcomes
from articles.sync.plan import Decision
from articles.sync.references import Said, article_references, keep_references
from scraper.items import ScrapedArticle

# Of fewer the plain way is as quick.
FEWEST = 3
logger = logging.getLogger(__name__)

Batch = Sequence[tuple[Decision, ScrapedArticle]]


def write_many(writer: Writer, batch: Batch) -> dict[int, Applied]:
    """Place in the records file to what became of the article, for those that were written here."""
    policy = writer.source.policy
    written: dict[int, Applied] = {}
    if policy in (Source.Policy.DRAFT, Source.Policy.PUBLISH):
        written |= _tried(writer, _create, [each for each in batch if each[0].outcome == "create"])
    if policy == Source.Policy.DRAFT:
        # A page that moved gets more than a draft.
        changed = [each for each in batch if each[0].outcome == "update" and not each[0].moved_from]
        written |= _tried(writer, _update, changed)
    return written


def _tried(writer: Writer, write: Callable[[Writer, Batch], dict[int, Applied]], batch: Batch) -> dict[int, Applied]:
    if len(batch) < FEWEST:
        return {}
    try:
        with collected_afterwards():
            return write(writer, batch)
    except Exception as error:
        # One article of the batch, or somebody who listens to pages: page by page each gets an outcome of its own.
        logger.info("%s: a batch is written page by page: %s", writer.source.slug, error)
        renew_if_broken()
        return _committed(writer, batch)


def _committed(writer: Writer, batch: Batch) -> dict[int, Applied]:
    """What was written although the answer to the commit never came."""
    if writer.run is None:
        return {}
    kept = kept_outcomes(writer.run, [decision.url for decision, _ in batch])
    return {decision.place: kept[decision.url] for decision, _ in batch if decision.url in kept}


@transaction.atomic
def _create(writer: Writer, batch: Batch) -> dict[int, Applied]:
    links = writer.links
    links.look_up(articles=[article for _, article in batch])
    articles = [
        NewArticle(article=article, values=links.linked(page_values(article, writer.library))) for _, article in batch
    ]
    created = create_pages(
        articles,
        source=writer.source,
        parent=writer.parent,
        user=writer.user,
        version=writer.version,
        publish=writer.source.policy == Source.Policy.PUBLISH,
    )
    keep_references(
        links,
        [
            Said(document=made.document.pk, named=article_references(each.article))
            for each, made in zip(articles, created, strict=True)
        ],
    )
    applied = {
        decision.place: Applied(
            outcome="create",
            reason=joined(decision.reason, *each.values.remarks),
            page=made.page.pk,
            document=made.document.pk,
            details=details_of(article, images=links.images.refusals(article)),
            before={"created": made.revision.pk},
        )
        for (decision, article), each, made in zip(batch, articles, created, strict=True)
    }
    return _kept(writer, batch, applied)


@transaction.atomic
def _update(writer: Writer, batch: Batch) -> dict[int, Applied]:
    articles = [ChangedArticle(document=decision.document or 0, article=article) for decision, article in batch]
    updated = update_pages(
        articles, user=writer.user, version=writer.version, library=writer.library, links=writer.links
    )
    applied = {
        decision.place: Applied(
            outcome=each.meeting.called(decision),
            reason=joined(decision.reason, each.meeting.reason, *each.meeting.remarks),
            page=each.page.pk,
            document=each.document.pk,
            details=details_of(
                each.meeting.article,
                notices=each.notices,
                changed=each.meeting.changed,
                cause=decision.cause,
                images=writer.links.images.refusals(each.meeting.article),
            ),
            before={**each.before, "wrote": each.revision.pk if each.revision else None},
        )
        for (decision, _), each in zip(batch, updated, strict=True)
        if each is not None
    }
    return _kept(writer, batch, applied)


def _kept(writer: Writer, batch: Batch, applied: dict[int, Applied]) -> dict[int, Applied]:
    if writer.run is not None:
        rows = [(decision.url, applied[decision.place]) for decision, _ in batch if decision.place in applied]
        keep_outcomes(writer.run, rows)
    return applied
