"""What became of a page since a run wrote it: who worked on it, and who has the say over what is live."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import PageLogEntry, WorkflowState

from articles.models import ArticlePage, SyncRunArticle

PUBLISH, UNPUBLISH = "wagtail.publish", "wagtail.unpublish"
UNDONE = "undone"


def later_run(row: SyncRunArticle) -> int | None:
    """The first later run that wrote the article's document or page and was not taken back itself."""
    later = SyncRunArticle.objects.filter(document=row.document_id, run__gt=row.run_id).exclude(before={})
    for run, details in later.order_by("run", "id").values_list("run", "details"):
        if details.get("undo", {}).get("outcome") != UNDONE:
            return run
    return None


def others_worked_on(page: ArticlePage, user: AbstractBaseUser) -> bool:
    """Whether anybody but the import user ever did anything to the page."""
    return bool(PageLogEntry.objects.filter(page=page.pk).exclude(user=user.pk).exists())


def was_published(page: ArticlePage, revision: int, user: AbstractBaseUser) -> bool:
    """Whether the import user published the revision; what an editor published is the editor's."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=PUBLISH, revision=revision, user=user.pk)
    return bool(entries.exists())


def others_decided_what_is_live(page: ArticlePage, user: AbstractBaseUser) -> bool:
    """Whether it was somebody else who last published the page or took it off the site."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(PUBLISH, UNPUBLISH))
    last = entries.order_by("-timestamp", "-pk").first()
    return last is not None and last.user_id != user.pk


def untouched_workflow(page: ArticlePage, wrote: int | None, user: AbstractBaseUser) -> WorkflowState | None:
    """The moderation that the sync began with its own revision, as long as no moderator has answered."""
    state = page.current_workflow_state
    if state is None or page.latest_revision_id != wrote or state.requested_by_id != user.pk:
        return None
    answered = state.task_states.filter(finished_by__isnull=False).exists()
    return None if answered else state
