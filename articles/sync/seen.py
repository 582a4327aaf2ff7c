"""What a run learned of documents whose pages it did not write: seen, up to date, missing. Kept when the run ends.

Not before: a run that is killed and repeated must count a missing article once.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import SourceDocument
from articles.sync.documents import chunks
from articles.sync.ladder import Missing
from articles.sync.matching import Outcome
from articles.sync.plan import Plan
from articles.sync.write import Written


@transaction.atomic
def note_seen(plan: Plan, written: Written, *, version: str) -> None:
    now = timezone.now()
    seen = SourceDocument.objects
    for keys in chunks(_documents(plan, written, "unchanged", "redirect")):
        seen.filter(pk__in=keys).update(last_seen_at=now, parser_version=version)
    for keys in chunks(_documents(plan, written, "held")):
        # Without the parser's version: what could not be written must be looked at again in every run.
        seen.filter(pk__in=keys).update(last_seen_at=now, parser_version="")
    states: defaultdict[Missing, list[int]] = defaultdict(list)
    for document, state in plan.quiet.items():
        states[state].append(document)
    for state, documents in states.items():
        since = Coalesce(F("missing_since"), Value(now)) if state.count else None
        for keys in chunks(documents):
            seen.filter(pk__in=keys).update(missing=state.word, missing_count=state.count, missing_since=since)


def _documents(plan: Plan, written: Written, *outcomes: Outcome) -> list[int]:
    found = []
    for each in plan.decisions:
        outcome = written[each.place].outcome if each.place in written else each.outcome
        if each.document and each.is_present and outcome in outcomes:
            found.append(each.document)
    return found
