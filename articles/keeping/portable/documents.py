"""Source documents as lines: the identity of an article, with the base that the next merge goes on from.

What a document knows of its page is by keys of the database, and hashes over such keys. A line says it in a word: that
the page is as the sync wrote it ("follows"), says the same ("same"), says more ("merged"), or was edited ("edited").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision

from articles.keeping.portable.directory import PAGE, SOURCE, Directory
from articles.keeping.portable.lines import BadLine, Line
from articles.keeping.portable.scope import Scope
from articles.keeping.portable.table import Table
from articles.models import ArticlePage, SourceDocument
from articles.sync.content_hash import content_hash
from articles.sync.meeting import MERGED
from scraper.building import ContractError
from scraper.items import ScrapedArticle

FOLLOWS, SAME, EDITED, NEVER = "follows", "same", "edited", ""
STATES = (FOLLOWS, SAME, MERGED, EDITED, NEVER)
WRITTEN, COMES_BACK = "written", "comes_back"


@dataclass(frozen=True, kw_only=True)
class DocumentTable(Table):
    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        return rows.filter(pk__in=scope.documents().order_by().values("pk"))

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("source__slug", "url")

    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        latest = _latest_revisions([row.page_id for row in rows if row.page_id])
        return [
            {WRITTEN: _state(row, latest.get(row.page_id)), COMES_BACK: row.withdrawn_revision is not None}
            for row in rows
        ]

    def check(self, line: Line) -> None:
        if line.get(WRITTEN) not in STATES:
            raise BadLine(f"{WRITTEN}: expected one of {', '.join(filter(None, STATES))}")
        if not isinstance(line.get(COMES_BACK), bool):
            raise BadLine(f"{COMES_BACK}: expected true or false")
        if not isinstance(line["aliases"], list) or not all(isinstance(each, str) for each in line["aliases"]):
            raise BadLine("aliases: expected a list of texts")
        if line.get("record"):
            try:
                ScrapedArticle.from_dict(line["record"])
            except ContractError as error:
                raise BadLine(f"record: {error}") from error

    def save(self, row: Any, line: Line, directory: Directory) -> None:
        key = directory.key(PAGE, line["page"])
        if line["page"] is not None and not ArticlePage.objects.filter(pk=key).exists():
            raise BadLine(f"page: {line['page']} is no article here")
        if SourceDocument.objects.filter(page=key, page__isnull=False).exclude(pk=row.pk).exists():
            raise BadLine(f"page: {line['page']} belongs to another document")
        super().save(row, line, directory)

    def finish(self, row: Any, line: Line, directory: Directory) -> None:
        latest = _latest_revisions([row.page_id] if row.page_id else []).get(row.page_id)
        hashes = {MERGED: MERGED, EDITED: EDITED, NEVER: ""}
        row.written_hash = hashes.get(line[WRITTEN], content_hash(latest.content) if latest else EDITED)
        row.written_revision = latest.pk if latest and line[WRITTEN] == FOLLOWS else None
        row.withdrawn_revision = latest.pk if latest and line[COMES_BACK] else None
        row.save(update_fields=["written_hash", "written_revision", "withdrawn_revision"])


def _latest_revisions(pages: Sequence[int]) -> dict[int | None, Revision]:
    keys = dict(ArticlePage.objects.filter(pk__in=pages).values_list("pk", "latest_revision"))
    found = Revision.objects.in_bulk([key for key in keys.values() if key])
    return {page: found[key] for page, key in keys.items() if key in found}


def _state(document: SourceDocument, latest: Revision | None) -> str:
    if document.written_hash in ("", MERGED):
        return document.written_hash
    if latest is None:
        return EDITED
    if document.written_revision == latest.pk:
        return FOLLOWS
    return SAME if document.written_hash == content_hash(latest.content) else EDITED


DOCUMENTS = DocumentTable(
    file="documents.jsonl",
    model=SourceDocument,
    key=("source", "url"),
    fields=(
        "source", "url", "slug", "aliases", "page", "record", "fingerprint", "parser_version", "missing",
        "missing_count", "missing_since", "withdrawn_at", "first_seen_at", "last_seen_at", "last_changed_at",
    ),
    references={"source": SOURCE, "page": PAGE},
    left_out=("id", "written_hash", "written_revision", "withdrawn_revision"),
    # What the source says now may wait for an editor. Without it an edited page is held until somebody takes it over.
    withheld=("record", "fingerprint", "parser_version"),
)  # fmt: skip
