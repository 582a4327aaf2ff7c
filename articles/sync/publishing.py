"""What becomes of a new revision by its source's policy: it goes live, into the page's moderation, or stays a draft.

No policy takes along what an editor wrote and has not published.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max
from wagtail.models import PageLogEntry, Revision

from articles.findable import make_findable
from articles.models import ArticlePage, Source, SourceDocument

NO_WORKFLOW = "no workflow is set for its page: it stays a draft"
WAITS = "the page has unpublished changes: the update waits with them"
PUBLISHED = "wagtail.publish"


def publish(revision: Revision, user: AbstractBaseUser) -> None:
    """Publish the page's revision, whatever the user may do by himself."""
    revision.publish(user=user, skip_permission_checks=True)
    make_findable(int(revision.object_id))


def release(source: Source, page: ArticlePage, revision: Revision, user: AbstractBaseUser, *, may_publish: bool) -> str:
    """What the policy says about the new revision; a remark when it cannot be done. See `may_release`."""
    if source.policy == Source.Policy.DRAFT:
        return ""
    if not may_publish:
        return WAITS
    if source.policy == Source.Policy.PUBLISH:
        # The import user is in no group: the policy that an administrator chose is its permission.
        publish(revision, user)
    elif (asked_for_changes := page.current_workflow_state) is not None:
        # A page in moderation is held. What a moderator wanted changed is before them again, as the source has it now.
        asked_for_changes.resume(user)
    elif (workflow := page.get_workflow()) is not None:
        workflow.start(page, user)
    else:
        return NO_WORKFLOW
    return ""


def may_release(source: Source, document: SourceDocument, page: ArticlePage, user: AbstractBaseUser) -> bool:
    """Whether what comes on top of the page's latest revision may go where the policy sends it.

    The document must be as it was before the new revision.
    """
    if not page.has_unpublished_changes:
        return True
    # A moderator's draft may be the sync's own: it waits for the moderator, and for no editor.
    return source.policy == Source.Policy.WORKFLOW and _is_the_syncs_own(document, page, user)


def _is_the_syncs_own(document: SourceDocument, page: ArticlePage, user: AbstractBaseUser) -> bool:
    says_what_the_source_said = document.written_revision is not None
    if not says_what_the_source_said or document.written_revision != page.latest_revision_id:
        state = page.current_workflow_state
        task = state.current_task_state if state is not None else None
        # With an editor's published words under it, it was fit to be looked at before.
        if task is None or task.revision_id != page.latest_revision_id:
            return False
    entries = PageLogEntry.objects.filter(page=page.pk)
    published = entries.filter(action=PUBLISHED).aggregate(latest=Max("revision"))["latest"] or 0
    return not entries.filter(content_changed=True, revision__gt=published).exclude(user=user).exists()
