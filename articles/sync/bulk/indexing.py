"""The search index and the reference index of pages that were written in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import prefetch_related_objects
from modelsearch.backends import get_search_backends_with_name
from modelsearch.index import RelatedFields
from wagtail.models import ReferenceIndex

from articles.models import ArticlePage
from articles.sync.bulk import private


def index_references(pages: Sequence[ArticlePage]) -> None:
    """Keep what new pages refer to."""
    rows = [row for page in pages for row in private.references_of(page)]
    ReferenceIndex.objects.bulk_create(rows)


def index_words(pages: Sequence[ArticlePage]) -> None:
    """Make the live content of the pages, as it stands in memory, findable."""
    _fetch_related(pages, ArticlePage.get_search_fields())
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(ArticlePage, private.searched(backend, pages))


def _fetch_related(pages: Sequence[models.Model], fields: Iterable[object]) -> None:
    """Have at hand what the search fields read through the pages' children, a query for all of them."""
    for field in fields:
        if isinstance(field, RelatedFields):
            children = [child for page in pages for child in getattr(page, field.field_name).all()]
            for inner in field.fields:
                if children and isinstance(inner, RelatedFields):
                    prefetch_related_objects(children, inner.field_name)
