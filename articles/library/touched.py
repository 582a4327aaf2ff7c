"""What a merge would touch: the articles that name an entry, on the site and in their drafts. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from articles.library.kinds import Kind
from articles.models import ArticlePage

AT_ONCE = 200
"""Articles whose entries are merged while somebody waits."""


@dataclass(frozen=True, kw_only=True)
class Touched:
    rows: frozenset[int]
    """Articles whose rows name the entry: as they are live, or as they were made."""
    drafts: frozenset[int]
    """Articles whose latest revision names it."""
    both: frozenset[int]
    """Of all these, those that name the entry that stays as well."""

    @property
    def articles(self) -> frozenset[int]:
        return self.rows | self.drafts

    @property
    def is_large(self) -> bool:
        """Whether it is a worker's: nobody should wait for it before a browser."""
        return len(self.articles) > AT_ONCE


def revisions_that_name(kind: Kind, entry: int) -> QuerySet[Revision]:
    """Those of articles; looked for by their text, which no index helps with."""
    revisions: QuerySet[Revision] = Revision.objects.filter(content_type=ContentType.objects.get_for_model(ArticlePage))
    return _naming(revisions.annotate(text=Cast("content", TextField())), kind, entry)


def touched_by(kind: Kind, old: int, kept: int) -> Touched:
    rows, drafts = _rows(kind, old), _drafts(kind, old)
    return Touched(rows=rows, drafts=drafts, both=(rows & _rows(kind, kept)) | (drafts & _drafts(kind, kept)))


def is_large(kind: Kind, old: int, kept: int) -> bool:
    """As of what is touched; where the rows alone say so, no text of a revision is looked through."""
    return len(_rows(kind, old)) > AT_ONCE or touched_by(kind, old, kept).is_large


def _rows(kind: Kind, entry: int) -> frozenset[int]:
    return frozenset(kind.rows(entry).order_by().values_list("article", flat=True))


def _drafts(kind: Kind, entry: int) -> frozenset[int]:
    pages = ArticlePage.objects.annotate(text=Cast("latest_revision__content", TextField()))
    return frozenset(_naming(pages, kind, entry).values_list("pk", flat=True))


def _naming(texts: QuerySet[Any], kind: Kind, entry: int) -> QuerySet[Any]:
    if not kind.is_set:
        # To look for plain words takes a third of the time, and leaves few for the pattern.
        texts = texts.filter(text__contains=f'"{kind.field}": {entry}')
    return texts.filter(text__regex=kind.pattern(entry)).order_by()
