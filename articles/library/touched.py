"""What a merge would touch: the articles that name an entry, on the site and in their drafts. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from articles.library.kinds import Kind
from articles.models import ArticlePage


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


def revisions_that_name(kind: Kind, entry: int) -> QuerySet[Revision]:
    """Those of articles; looked for by their text, which no index helps with."""
    revisions: QuerySet[Revision] = Revision.objects.filter(content_type=ContentType.objects.get_for_model(ArticlePage))
    return revisions.annotate(text=Cast("content", TextField())).filter(text__regex=kind.pattern(entry)).order_by()


def touched_by(kind: Kind, old: int, kept: int) -> Touched:
    rows, drafts = _rows(kind, old), _drafts(kind, old)
    return Touched(rows=rows, drafts=drafts, both=(rows & _rows(kind, kept)) | (drafts & _drafts(kind, kept)))


def _rows(kind: Kind, entry: int) -> frozenset[int]:
    return frozenset(kind.rows(entry).order_by().values_list("article", flat=True))


def _drafts(kind: Kind, entry: int) -> frozenset[int]:
    named = (
        ArticlePage.objects.annotate(text=Cast("latest_revision__content", TextField()))
        .filter(text__regex=kind.pattern(entry))
        .order_by()
    )
    return frozenset(named.values_list("pk", flat=True))
