"""The kinds that are plain tables: sources, their documents, what those refer to, and redirects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.contrib.redirects.models import Redirect

from articles.keeping.portable.directory import DOCUMENT, IMAGE, PAGE, SITE, SOURCE, Directory
from articles.keeping.portable.lines import Line
from articles.keeping.portable.scope import Scope
from articles.keeping.portable.table import Table
from articles.models import Source, SourceImage, SourceReference


@dataclass(frozen=True, kw_only=True)
class SourceTable(Table):
    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        return rows.filter(pk__in=scope.sources().order_by().values("pk"))


@dataclass(frozen=True, kw_only=True)
class OfDocuments(Table):
    """Rows that belong to documents."""

    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        return rows.filter(document__in=scope.documents().order_by().values("pk"))

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("document__source__slug", "document__url", *(name for name in self.key[1:] if name not in self.then_by))


@dataclass(frozen=True, kw_only=True)
class LedgerTable(OfDocuments):
    """References, with the page that a link leads to, which no key of the database holds."""

    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        directory.find_names({PAGE: {row.linked_page for row in rows} - {None}})
        return [{"linked_page": directory.name(PAGE, row.linked_page)} for row in rows]

    def finish(self, row: Any, line: Line, directory: Directory) -> None:
        address = line.get("linked_page")
        directory.find_keys({PAGE: [address] if isinstance(address, str) else []})
        SourceReference.objects.filter(pk=row.pk).update(linked_page=directory.key(PAGE, address))


@dataclass(frozen=True, kw_only=True)
class ImagesOfSources(Table):
    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        return rows.filter(source__in=scope.sources().order_by().values("pk"))

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("source__slug", "url")


@dataclass(frozen=True, kw_only=True)
class RedirectTable(Table):
    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        if scope.source is None and scope.with_drafts:
            return rows
        leads = rows.filter(redirect_page__in=scope.articles().order_by().values("pk"))
        return leads if scope.source else leads | rows.filter(redirect_page__isnull=True)

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("old_path", "site__hostname")


SOURCES = SourceTable(
    file="sources.jsonl",
    model=Source,
    key=("slug",),
    fields=(
        "slug", "name", "address", "policy", "target", "schedule", "time_zone", "paused", "profile", "allow_private",
        "request_delay", "most_articles", "withdraw_after", "withdraw_share", "withdraw_action", "drift_tolerance",
        "store_images", "largest_image", "permission_note", "created_at", "last_due_at", "spread", "blackout",
        "back_off_after", "failures_forgiven_at", "crawl_processes", "canonical_to_source",
    ),
    references={"target": PAGE},
    left_out=("id", "credentials"),
    # How and by whose leave a hub is crawled is its operators' own matter.
    withheld=(
        "policy", "target", "schedule", "time_zone", "paused", "profile", "allow_private", "request_delay",
        "most_articles", "withdraw_after", "withdraw_share", "withdraw_action", "drift_tolerance", "store_images",
        "largest_image", "permission_note", "created_at", "last_due_at", "spread", "blackout", "back_off_after",
        "failures_forgiven_at", "crawl_processes",
    ),
)  # fmt: skip
REFERENCES = LedgerTable(
    file="references.jsonl",
    model=SourceReference,
    key=("document", "kind", "url"),
    fields=("document", "kind", "url", "target"),
    references={"document": DOCUMENT, "target": DOCUMENT},
    found_by="document",
    left_out=("id", "linked_page"),
)
SOURCE_IMAGES = ImagesOfSources(
    file="source_images.jsonl",
    model=SourceImage,
    key=("source", "url"),
    fields=("source", "url", "sha256", "image", "refused", "fetched_at", "ask_again_at"),
    references={"source": SOURCE, "image": IMAGE},
)
REDIRECTS = RedirectTable(
    file="redirects.jsonl",
    model=Redirect,
    key=("old_path", "site"),
    fields=(
        "old_path", "site", "is_permanent", "redirect_page", "redirect_page_route_path", "redirect_link",
        "automatically_created",
    ),
    references={"site": SITE, "redirect_page": PAGE},
    found_by="old_path",
    left_out=("id", "created_at"),
)  # fmt: skip
