"""Answers are taken back: what they wrote goes out of the page, and what waited waits again. One revision."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Revision

from articles.models import PartLock, Proposal
from articles.sync.merging.parts import PartNotFound, path_of, plain, value_at
from articles.sync.merging.same import same
from articles.sync.part_states import Sides, without_unknown
from articles.sync.proposals import follow_names
from articles.sync.resolve import Standing, stand, write_part

WRITTEN = (Proposal.Status.TAKEN, Proposal.Status.EDITED)
ANSWERED = (*WRITTEN, Proposal.Status.KEPT, Proposal.Status.LOCKED)


@transaction.atomic
def reopen(document: int, answered: Sequence[int], user: AbstractBaseUser) -> tuple[list[int], Revision | None]:
    """Take the answers back, the last one first: which of them stay, and the revision that this made.

    An answer stays where the page or the source went on since: the part says something else by now, is gone, is locked
    anew, or has another proposal waiting. PageNotFree where the page cannot be written.
    """
    found = Proposal.objects.select_for_update(of=("self",)).filter(
        pk__in=answered, document=document, status__in=ANSWERED
    )
    proposals = sorted(found, key=lambda each: (each.resolved_at, each.pk), reverse=True)
    standing = stand(document, writes=any(each.status in WRITTEN for each in proposals))
    stay = [each.pk for each in proposals if not _take_back(standing, each)]
    if standing is None or not standing.is_changed:
        return stay, None
    return stay, standing.fill_page().save_revision(user=user, log_action=True)


def _take_back(standing: Standing | None, proposal: Proposal) -> bool:
    proposal.refresh_from_db()
    waits = Proposal.objects.filter(document=proposal.document_id, part=proposal.part, status=Proposal.Status.OPEN)
    if waits.exists():
        return False
    if proposal.status in WRITTEN:
        if standing is None or not same(plain(value_at(standing.content, path_of(proposal.part))), proposal.answer):
            return False
        try:
            names = write_part(standing, path_of(proposal.part), proposal.ours)
        except PartNotFound:
            return False
        follow_names(standing.document, names)
    elif standing is not None and not _follow_source(standing, proposal):
        return False
    if proposal.status == Proposal.Status.LOCKED and not _unlock(proposal):
        return False
    proposal.status, proposal.resolved_at, proposal.resolved_by, proposal.answer = (
        Proposal.Status.OPEN,
        None,
        None,
        None,
    )
    proposal.save(update_fields=["status", "theirs", "resolved_at", "resolved_by", "answer", "changed_at"])
    return True


def _follow_source(standing: Standing, proposal: Proposal) -> bool:
    """What waits is what the source says by now; False where the page says that already."""
    if not standing.source:  # its record cannot be read any more
        return True
    sides = Sides(page=standing.content, source=without_unknown(standing.links.addressed(standing.source)))
    page, source = sides.at(path_of(proposal.part))
    proposal.theirs = plain(source)
    return not same(page, source)


def _unlock(proposal: Proposal) -> bool:
    """Take the answer's own lock away; False where it is another one by now."""
    lock = PartLock.objects.filter(document=proposal.document_id, part=proposal.part).first()
    if lock is None:
        return True
    is_its_own = lock.locked_by_id == proposal.resolved_by_id
    if not is_its_own or proposal.resolved_at is None or lock.locked_at > proposal.resolved_at:
        return False
    lock.delete()
    return True
