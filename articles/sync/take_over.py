"""An article becomes what its document goes on from: the base of the next merge."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Revision

from articles.models import SourceDocument
from articles.sync.content_hash import content_hash
from articles.sync.convert import SLUG_LIMIT
from articles.sync.meeting import MERGED
from scraper.items import ScrapedArticle


def take_over(
    document: SourceDocument,
    article: ScrapedArticle,
    revision: Revision | None,
    *,
    version: str,
    follows: bool = True,
) -> None:
    """Keep the article as the document's record, read by the parser of this version.

    `revision` is what the page was written as, None where it says it already; `follows` tells whether the page says
    just what the article says.
    """
    now = timezone.now()
    document.slug = article.slug[:SLUG_LIMIT]
    document.record = article.to_dict()
    document.fingerprint = article.fingerprint
    document.parser_version = version
    if not follows:
        document.written_hash, document.written_revision = MERGED, None
    elif revision is not None:
        document.written_hash, document.written_revision = content_hash(revision.content), revision.pk
    if revision is not None:
        document.last_changed_at = now
    document.last_seen_at = now
    document.missing, document.missing_count, document.missing_since = "", 0, None
    document.save()
