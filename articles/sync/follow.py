"""An editor locks a part of a page, unlocks it, or lets it follow its source again.

To follow again is to write what the source says now into the part, as one revision in the editor's name: from then on
the part is as the source has it, and goes along with whatever it changes. Whether the person may edit the page is asked
by who calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from articles.models import PartLock, Proposal, SourceDocument
from articles.sync.content import content_of_article, content_of_revision
from articles.sync.identity import new_names
from articles.sync.library import Library
from articles.sync.meeting import bases
from articles.sync.merging.parts import ORDER, Content, Path, part_of, path_of, plain, put, renamed, value_at
from articles.sync.page_links import PageLinks
from articles.sync.part_states import PartState, Sides, part_states, within, without_unknown
from articles.sync.proposals import follow_names, lock_part
from articles.sync.resolve import stand
from scraper.items import ScrapedArticle


class NotOffered(Exception):
    """The part is gone, or stands otherwise than the editor saw it. Raised here; look at the page anew."""


class LockedAbove(Exception):
    """A lock of a larger part holds for the part. Raised by `follow`; its `part` is the locked one."""

    def __init__(self, part: str) -> None:
        super().__init__(f"it is locked with {part}")
        self.part = part


@dataclass(frozen=True, kw_only=True)
class PageParts:
    document: SourceDocument
    sides: Sides
    states: list[PartState]


def look(document: int) -> PageParts | None:
    """How the page's parts stand to their source; None where the page is gone.

    Made of the revision as it is kept: to make a page of it takes queries for each of its children.
    """
    known = SourceDocument.objects.select_related("source", "page__latest_revision").get(pk=document)
    if known.page is None:
        return None
    revision = known.page.latest_revision
    content = content_of_revision(revision.content if revision else known.page.serializable_data())
    links, record, library = PageLinks(known.source), bases([known]), Library()
    links.look_up(articles=record, contents=[content])
    library.look_up(record)
    return _parts(known, links, links.addressed(content), _said(record, library))


def _said(record: list[ScrapedArticle], library: Library) -> Content:
    return content_of_article(record[0], library) if record else {}


def _parts(document: SourceDocument, links: PageLinks, page: Content, source: Content) -> PageParts:
    sides = Sides(page=page, source=without_unknown(links.addressed(source)) if source else {})
    locks = PartLock.objects.filter(document=document).select_related("locked_by")
    proposals = Proposal.objects.filter(document=document, status=Proposal.Status.OPEN)
    return PageParts(document=document, sides=sides, states=part_states(sides, locks, proposals))


def _offered(parts: PageParts | None, path: Path, act: str) -> PartState:
    found = next((each for each in parts.states if each.path == path), None) if parts else None
    if found is not None and act == "follow" and found.above is not None:
        raise LockedAbove(found.above.part)
    if found is None or act not in found.acts:
        raise NotOffered("the page or its source changed since")
    return found


@transaction.atomic
def lock(document: int, path: Path, user: AbstractBaseUser) -> PartLock:
    """Lock the part; what waits of it is answered by that."""
    parts = look(document)
    state = _offered(parts, path, "lock")
    assert parts is not None  # noqa: S101 - a part of it was found
    _page, source = parts.sides.at(path)
    changes = state.proposal.changes if state.proposal else 0
    # Before the answer: one that is taken back takes along no lock that came after it.
    made = lock_part(document, part_of(path), plain(source), changes, user)
    _close(document, path, user, Proposal.Status.LOCKED)
    return made


@transaction.atomic
def unlock(document: int, path: Path) -> None:
    """Take the lock of just this part away; what the source changed meanwhile stays out until it is asked for."""
    _offered(look(document), path, "unlock")
    PartLock.objects.filter(document=document, part=part_of(path)).delete()


@transaction.atomic
def follow(document: int, path: Path, user: AbstractBaseUser) -> Revision | None:
    """Write what the source says into the part, and unlock it; the revision that this made.

    PageNotFree where the page cannot be written now. None where the page said it already.
    """
    standing = stand(document, writes=True)
    assert standing is not None  # noqa: S101 - a page that is gone is not free
    parts = _parts(standing.document, standing.links, standing.content, _stocked(standing.document))
    _offered(parts, path, "follow")
    before = standing.content
    _page, source = parts.sides.at(path)
    standing.links.fill_in_within(path)
    names = standing.say(_with_source(parts.sides, path, source))
    _close(document, path, user, Proposal.Status.TAKEN, before=before, after=standing.content)
    PartLock.objects.filter(pk__in=[each.pk for each in _locks_within(document, path)]).delete()
    follow_names(standing.document, names)
    if not standing.is_changed:
        return None
    return standing.fill_page().save_revision(user=user, log_action=True)


def _stocked(document: SourceDocument) -> Content:
    """What the source says; what it names is made where the library lost it, since the page will link to it."""
    record, library = bases([document]), Library()
    library.stock(record)
    return _said(record, library)


def _with_source(sides: Sides, path: Path, value: Any) -> Content:
    order = sides.keys[path[0]][1] if path[0] in sides.keys else ()
    if path == (path[0], ORDER):
        value = _order_of(sides, path[0])
    return put(sides.page, path, value, order)


def _order_of(sides: Sides, name: str) -> list[str]:
    """The source's order, in which what only the page has keeps its neighbour."""
    page, source = sides.keys[name]
    order = [key for key in source if key in set(page)]
    before: str | None = None
    for key in page:
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order


def _locks_within(document: int, path: Path) -> list[PartLock]:
    return within(path, PartLock.objects.filter(document=document))


def _close(
    document: int,
    path: Path,
    user: AbstractBaseUser,
    status: Proposal.Status,
    *,
    before: Content | None = None,
    after: Content | None = None,
) -> None:
    """Answer what waits of the part and of what lies below it."""
    waiting = Proposal.objects.select_for_update(of=("self",)).filter(document=document, status=Proposal.Status.OPEN)
    names = new_names(before, after) if before is not None and after is not None else {}
    for each in within(path, waiting):
        part = path_of(each.part)
        if before is not None and after is not None:
            each.ours, each.answer = plain(value_at(before, part)), plain(value_at(after, renamed(part, names)))
        each.status, each.resolved_at, each.resolved_by_id = status, timezone.now(), user.pk
        each.save(update_fields=["status", "ours", "answer", "resolved_at", "resolved_by", "changed_at"])


__all__ = ["LockedAbove", "NotOffered", "PageParts", "follow", "lock", "look", "unlock"]
