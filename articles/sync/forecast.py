"""What writing would make of the changed articles, without writing: for a plan that says what the run will do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from articles.models import Source, SourceDocument
from articles.sync.content import content_of_revision
from articles.sync.library import Library
from articles.sync.meeting import Meeting, bases, changes_in_words, meet
from articles.sync.outcomes import Applied, joined
from articles.sync.page_links import PageLinks
from articles.sync.plan import Decision, Plan
from articles.sync.proposals import locks_of
from articles.sync.sightings import articles_of
from articles.sync.write import BATCH, Written, batches


def forecast(
    source: Source, path: Path, plan: Plan, told: Callable[[int, int], None] = lambda done, total: None
) -> Written:
    """Place in the records file to what would become of the article, for those that are changed.

    `told` gets how many were looked at, and how many there are.
    """
    changed = {each.place: each for each in plan.decisions if each.is_changed}
    library, links = Library(), PageLinks(source)
    found: Written = {}
    seen = 0
    for batch in batches(articles_of(path, changed), BATCH):
        library.look_up(article for _, article in batch)
        keys = [decision.document for decision, _ in batch if decision.document]
        rows = SourceDocument.objects.filter(pk__in=keys).select_related("page__latest_revision")
        documents = {document.pk: document for document in rows}
        locks = locks_of(keys)
        for decision, article in batch:
            document = documents[decision.document or 0]
            before = bases([document])
            library.look_up(before)
            page = document.page
            if page is None:
                continue  # deleted in this moment: what was decided is said of it
            revision = page.latest_revision
            raw = revision.content if revision else page.serializable_data()
            links.look_up(articles=[article, *before], contents=[content_of_revision(raw)])
            own_locks = locks.get(document.pk, ())
            meeting = meet(document, page.latest_revision_id, raw, article, library, links, own_locks)
            found[decision.place] = _applied(decision, document, meeting)
        seen += len(batch)
        told(seen, len(changed))
    return found


def _applied(decision: Decision, document: SourceDocument, meeting: Meeting) -> Applied:
    return Applied(
        outcome=meeting.called(decision),
        reason=joined(decision.reason, meeting.reason, *meeting.remarks),
        page=decision.page,
        document=document.pk,
        details={
            "notices": changes_in_words(document, meeting.article),
            "changed": meeting.changed,
            "cause": decision.cause,
        },
    )
