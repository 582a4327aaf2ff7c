"""What became of pages since a run wrote them: who worked on them, and who has the say over what is live.

Asked once for many articles: a preview shows a page of them, and each would cost a dozen queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from articles.models import ArticlePage, SourceDocument, SyncRunArticle
from articles.sync.documents import HOLDS, held_by, holds_of, workflows_under_way
from articles.sync.importer import IMPORT_USER
from articles.sync.merging.parts import Path
from articles.sync.proposals import locks_of
from articles.sync.publishing import PUBLISHED
from articles.sync.withdrawal import UNPUBLISHED

UNDONE = "undone"


def written_revision(row: SyncRunArticle) -> int | None:
    """The page's revision that the run saved."""
    revision: int | None = row.before.get("created") or row.before.get("wrote")
    return revision


class Traces:
    """Of the articles of a run with these keys."""

    def __init__(self, keys: Sequence[int]) -> None:
        later = SyncRunArticle.objects.filter(document=OuterRef("document"), run__gt=OuterRef("run"))
        stands = Q(details__undo__outcome__isnull=True) | ~Q(details__undo__outcome=UNDONE)
        written = later.exclude(before={}).filter(stands).order_by("run", "id").values("run")[:1]
        asked = SyncRunArticle.objects.select_related("document__page__latest_revision")
        found = asked.annotate(later_run=Subquery(written), **holds_of("document__page")).in_bulk(keys)
        self.rows: list[Any] = [found[key] for key in keys]
        """With `later_run`: the first later run that wrote the article and was not taken back itself."""
        self._documents = [row.document for row in self.rows if row.document is not None]
        self.pages = {each.page_id: each.page for each in self._documents if each.page is not None}

    def held(self, row: Any) -> str:
        """Why the article's page cannot be written; empty when it can."""
        page = self.pages[row.document.page_id]
        return held_by([page.locked, *(getattr(row, name) for name in HOLDS)])

    @cached_property
    def locks(self) -> dict[int, list[Path]]:
        return locks_of([each.pk for each in self._documents])

    @cached_property
    def revisions(self) -> dict[int, Revision]:
        """Those that the rows name, as far as they are still there."""
        names = ("created", "wrote", "revision", "live_revision")
        named = {row.before.get(name) for row in self.rows for name in names}
        found: dict[int, Revision] = Revision.objects.in_bulk([key for key in named if key])
        return found

    @cached_property
    def _addresses(self) -> set[tuple[int, str]]:
        """Which former addresses of articles that moved are another's now, each with its source."""
        moved = [row for row in self.rows if row.document is not None and former_address(row) != row.document.url]
        asked = [Q(source=row.document.source_id, url=former_address(row)) for row in moved]
        if not asked:
            return set()
        return set(SourceDocument.objects.filter(reduce(or_, asked)).values_list("source", "url"))

    def is_taken(self, row: SyncRunArticle) -> bool:
        """Whether the former address of the article belongs to another one now."""
        document = row.document
        return document is not None and (document.source_id, former_address(row)) in self._addresses

    @cached_property
    def _log(self) -> dict[int, list[tuple[str, int | None, bool]]]:
        """By page what others did, and whoever published or unpublished, in the order of time."""
        ours = Q(user__username=IMPORT_USER)
        told = PageLogEntry.objects.filter(page__in=list(self.pages))
        told = told.filter(~ours | Q(user=None) | Q(action__in=(PUBLISHED, UNPUBLISHED)))
        found: dict[int, list[tuple[str, int | None, bool]]] = {}
        rows: Iterable[Any] = told.order_by("timestamp", "pk").values_list(
            "page", "action", "revision", "user__username"
        )
        for page, action, revision, name in rows:
            found.setdefault(page, []).append((action, revision, name == IMPORT_USER))
        return found

    def others_worked_on(self, page: ArticlePage) -> bool:
        """Whether anybody but the import user ever did anything to the page."""
        return any(not is_ours for _action, _revision, is_ours in self._log.get(page.pk, ()))

    def was_published(self, page: ArticlePage, revision: int) -> bool:
        """Whether the import user published the revision; what an editor published is the editor's."""
        return (PUBLISHED, revision, True) in self._log.get(page.pk, ())

    def others_decided_what_is_live(self, page: ArticlePage) -> bool:
        """Whether it was somebody else who last published the page or took it off the site."""
        deciding = [is_ours for action, _, is_ours in self._log.get(page.pk, ()) if action in (PUBLISHED, UNPUBLISHED)]
        return bool(deciding) and not deciding[-1]

    @cached_property
    def _workflows(self) -> dict[int, WorkflowState]:
        answered = TaskState.objects.filter(workflow_state=OuterRef("pk"), finished_by__isnull=False)
        states = workflows_under_way(self.pages).select_related("requested_by").annotate(is_answered=Exists(answered))
        return {int(each.object_id): each for each in states}

    def untouched_workflow(self, page: ArticlePage, wrote: int | None) -> WorkflowState | None:
        """The moderation that the sync began with its own revision, as long as no moderator has answered."""
        state = self._workflows.get(page.pk)
        if state is None or page.latest_revision_id != wrote or state.requested_by is None:
            return None
        if state.requested_by.get_username() != IMPORT_USER:
            return None
        return None if state.is_answered else state


def former_address(row: SyncRunArticle) -> str:
    url: str = row.before.get("document", {}).get("url", row.document.url if row.document else "")
    return url


__all__ = ["UNDONE", "Traces", "former_address", "written_revision"]
