"""Which articles of a batch go the fast ways, and what became of them. Whatever they refuse goes page by page."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import transaction

from articles.models import Source
from articles.sync.apply import Writer, details_of
from articles.sync.bulk import NewArticle, create_pages
from articles.sync.convert import page_values
from articles.sync.outcomes import Applied, joined, keep_outcomes
from articles.sync.plan import Decision
from articles.sync.references import Said, article_references, keep_references
from scraper.items import ScrapedArticle

# Of fewer the plain way is as quick.
FEWEST = 3
logger = logging.getLogger(__name__)

Batch = Sequence[tuple[Decision, ScrapedArticle]]


def write_many(writer: Writer, batch: Batch) -> dict[int, Applied]:
    """Place in the records file to what became of the article, for those that were written here."""
    new = [each for each in batch if each[0].outcome == "create"]
    if len(new) < FEWEST or writer.source.policy == Source.Policy.WORKFLOW:
        return {}
    try:
        return _create(writer, new)
    except Exception as error:
        # One article of the batch, or somebody who listens to pages: page by page each gets an outcome of its own.
        logger.info("%s: a batch is written page by page: %s", writer.source.slug, error)
        return {}


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
            details=details_of(article),
            before={"created": made.revision.pk},
        )
        for (decision, article), each, made in zip(batch, articles, created, strict=True)
    }
    if writer.run is not None:
        keep_outcomes(writer.run, [(decision.url, applied[decision.place]) for decision, _ in batch])
    return applied
