"""The search index and the reference index after keys of the library changed hands in rows of articles."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from articles.library.kinds import Kind
from articles.models import ArticlePage
from articles.sync.bulk.indexing import index_words


def move_references(kind: Kind, old: int, new: int, rows: Iterable[int]) -> None:
    """These rows name now the new entry instead of the old one."""
    if not kind.is_set:
        # Wagtail's reference index knows no terms of a set. A child's path is its own: no two rows can come to clash.
        of_kind = ReferenceIndex.objects.filter(
            content_type=ContentType.objects.get_for_model(ArticlePage),
            to_content_type=ContentType.objects.get_for_model(kind.model),
            to_object_id=str(old),
        )
        paths = [f"{kind.relation}.{row}.{kind.field}" for row in rows]
        for start in range(0, len(paths), 500):
            of_kind.filter(content_path__in=paths[start : start + 500]).update(to_object_id=str(new))


def index_words_anew(kind: Kind, pages: list[int]) -> None:
    """Let the articles be found by the name of the entry that they have now."""
    if kind.is_searched:
        index_words(list(ArticlePage.objects.filter(pk__in=pages)))
