"""What became of pages since a run wrote them: who worked on them, and who has the say over what is live.

Asked once for many articles: a preview shows a page of them, and each would cost a dozen queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from articles.models import ArticlePage, SourceDocument, SyncRunArticle
from articles.sync.documents import page_states, workflows_under_way
from articles.sync.merging.parts import Path
from articles.sync.proposals import locks_of

PUBLISH, UNPUBLISH = "wagtail.publish", "wagtail.unpublish"
UNDONE = "undone"


def written_revision(row: SyncRunArticle) -> int | None:
    """The page's revision that the run saved."""
    revision: int | None = row.before.get("created") or row.before.get("wrote")
    return revision


@dataclass
class Traces:
    """Of these articles of a run, with their documents; `user` is the import user."""

    rows: Sequence[SyncRunArticle]
    user: AbstractBaseUser
    _pages: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._pages = [each.page_id for each in self._documents if each.page_id]

    @property
    def _documents(self) -> list[SourceDocument]:
        return [row.document for row in self.rows if row.document is not None]

    @cached_property
    def pages(self) -> dict[int, ArticlePage]:
        found: dict[int, ArticlePage] = ArticlePage.objects.select_related("latest_revision").in_bulk(self._pages)
        return found

    @cached_property
    def held(self) -> dict[int, str]:
        """By document why its page cannot be written."""
        return {key: state.held for key, state in page_states([each.pk for each in self._documents]).items()}

    @cached_property
    def locks(self) -> dict[int, list[Path]]:
        return locks_of([each.pk for each in self._documents])

    @cached_property
    def revisions(self) -> dict[int, Revision]:
        """Those that the rows name, as far as they are still there."""
        named = {
            row.before.get(name) for row in self.rows for name in ("created", "wrote", "revision", "live_revision")
        }
        found: dict[int, Revision] = Revision.objects.in_bulk([key for key in named if key])
        return found

    @cached_property
    def _later(self) -> list[tuple[int, int, Any]]:
        documents, runs = [each.pk for each in self._documents], [row.run_id for row in self.rows]
        later = SyncRunArticle.objects.filter(document__in=documents, run__gt=min(runs, default=0)).exclude(before={})
        return list(later.order_by("run", "id").values_list("document", "run", "details"))

    def later_run(self, row: SyncRunArticle) -> int | None:
        """The first later run that wrote the article's document or page and was not taken back itself."""
        for document, run, details in self._later:
            is_later = document == row.document_id and run > row.run_id
            if is_later and details.get("undo", {}).get("outcome") != UNDONE:
                return run
        return None

    @cached_property
    def _addresses(self) -> set[tuple[int, str, int]]:
        """Of the former addresses who has them now: source, address and document."""
        asked = Q(pk__in=())
        for source in {each.source_id for each in self._documents}:
            mine = [row for row in self.rows if row.document is not None and row.document.source_id == source]
            asked |= Q(source=source, url__in={former_address(row) for row in mine})
        return set(SourceDocument.objects.filter(asked).values_list("source", "url", "pk"))

    def is_taken(self, row: SyncRunArticle) -> bool:
        """Whether the former address of the article belongs to another one now."""
        document = row.document
        return document is not None and any(
            (source, url) == (document.source_id, former_address(row)) and pk != document.pk
            for source, url, pk in self._addresses
        )

    @cached_property
    def _log(self) -> dict[int, list[tuple[str, int | None, int | None]]]:
        """By page what others did, and whoever published or unpublished, in the order of time."""
        told = PageLogEntry.objects.filter(page__in=self._pages)
        told = told.filter(~Q(user=self.user.pk) | Q(user=None) | Q(action__in=(PUBLISH, UNPUBLISH)))
        found: dict[int, list[tuple[str, int | None, int | None]]] = {}
        rows: Iterable[Any] = told.order_by("timestamp", "pk").values_list("page", "action", "revision", "user")
        for page, *entry in rows:
            found.setdefault(page, []).append(tuple(entry))
        return found

    def others_worked_on(self, page: ArticlePage) -> bool:
        """Whether anybody but the import user ever did anything to the page."""
        return any(user != self.user.pk for _action, _revision, user in self._log.get(page.pk, ()))

    def was_published(self, page: ArticlePage, revision: int) -> bool:
        """Whether the import user published the revision; what an editor published is the editor's."""
        return (PUBLISH, revision, self.user.pk) in self._log.get(page.pk, ())

    def others_decided_what_is_live(self, page: ArticlePage) -> bool:
        """Whether it was somebody else who last published the page or took it off the site."""
        deciding = [user for action, _, user in self._log.get(page.pk, ()) if action in (PUBLISH, UNPUBLISH)]
        return bool(deciding) and deciding[-1] != self.user.pk

    @cached_property
    def _workflows(self) -> dict[int, WorkflowState]:
        answered = TaskState.objects.filter(workflow_state=OuterRef("pk"), finished_by__isnull=False)
        states = workflows_under_way(self._pages).annotate(is_answered=Exists(answered))
        return {int(each.object_id): each for each in states}

    def untouched_workflow(self, page: ArticlePage, wrote: int | None) -> WorkflowState | None:
        """The moderation that the sync began with its own revision, as long as no moderator has answered."""
        state = self._workflows.get(page.pk)
        if state is None or page.latest_revision_id != wrote or state.requested_by_id != self.user.pk:
            return None
        return None if state.is_answered else state


def former_address(row: SyncRunArticle) -> str:
    url: str = row.before.get("document", {}).get("url", row.document.url if row.document else "")
    return url


__all__ = ["UNDONE", "Traces", "former_address", "written_revision"]
