"""An editor's answers to what waits of an article: take the source's, keep the page's, write it by hand, or lock it.

All answers of one save make one revision, in the editor's name. The page is looked at as it is now: what it says beside
the answered parts stays. Whether the person may edit the page is asked by who calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from articles.models import ArticlePage, Proposal, SourceDocument
from articles.sync.content import content_of_article, content_of_revision, values_of_content
from articles.sync.documents import page_states
from articles.sync.filling import fill
from articles.sync.identity import Names, new_names
from articles.sync.library import Library
from articles.sync.meeting import bases, with_description
from articles.sync.merging.parts import MISSING, ORDER, Content, Path, path_of, plain, put, renamed, value_at
from articles.sync.merging.same import same
from articles.sync.page_links import PageLinks
from articles.sync.proposals import follow_names, lock_part
from scraper.items import ScrapedArticle

Choice = Literal["take", "keep", "edit", "lock"]
WRITES: frozenset[Choice] = frozenset({"take", "edit"})
"""The choices that change the page."""
STATUS: dict[Choice, Proposal.Status] = {
    "take": Proposal.Status.TAKEN,
    "keep": Proposal.Status.KEPT,
    "edit": Proposal.Status.EDITED,
    "lock": Proposal.Status.LOCKED,
}


class NotWaiting(Exception):
    """The proposal was answered already, or settled itself. Raised by `answer`; look at the page anew."""


class PageNotFree(Exception):
    """The page is locked, in moderation, scheduled, or was deleted. Raised by `answer`; the message says which."""


class PageChanged(Exception):
    """The page was saved since the answers were given to it. Raised by `answer`."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    proposal: int
    choice: Choice
    value: Any = None
    """Of "edit": what the part says from now on."""


@dataclass
class Standing:
    """The page as it is now, on its way to what it will say."""

    document: SourceDocument
    page: ArticlePage
    links: PageLinks
    content: Content
    """With addresses in place of links to imported pages, as all sides of a merge."""
    source: Content
    """What the source said last; empty where its record cannot be read any more."""
    seen: str = ""
    """Which revision this is, and as of when: Wagtail's autosave writes on into the same one. Empty without any."""
    before: Content = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.content

    def fill_page(self) -> ArticlePage:
        fill(self.page, self.links.linked(values_of_content(self.content)))
        return self.page

    def say(self, content: Content) -> Names:
        """Let the page say this, in memory; what goes by another name since."""
        before, self.content = self.content, with_description(self.content, content, self.source)
        return new_names(before, self.content)

    @property
    def is_changed(self) -> bool:
        return not same(self.content, self.before)


def resolve(proposal: Proposal, *, take: bool, user: AbstractBaseUser) -> Revision | None:
    """Answer one proposal; see `answer`."""
    return answer(proposal.document_id, [Answer(proposal=proposal.pk, choice="take" if take else "keep")], user)


@transaction.atomic
def answer(document: int, answers: Sequence[Answer], user: AbstractBaseUser, *, seen: str = "") -> Revision | None:
    """Give the answers; the revision that they made, None where the page says already what they want.

    `seen` is the standing's, as the editor saw it: where the page was saved since, PageChanged says so.
    PartNotFound where the page no longer has the place in which a part stood.
    """
    standing = stand(document, writes=any(each.choice in WRITES for each in answers))
    if standing is not None and seen and standing.seen != seen:
        raise PageChanged("the page was changed while its proposals were looked at")
    for each in answers:
        _give(standing, document, each, user)
    if standing is None or not standing.is_changed:
        return None
    return standing.fill_page().save_revision(user=user, log_action=True)


def stand(document: int, *, writes: bool) -> Standing | None:
    """The article's page, locked in the database where it is to be written; None where it is gone and need not be."""
    known = SourceDocument.objects.select_related("source").get(pk=document)
    if known.page_id is None:
        if writes:
            raise PageNotFree("its page was deleted")
        return None
    if writes:
        Page.objects.select_for_update().get(pk=known.page_id)
        if reason := page_states([known.pk])[known.pk].held:
            raise PageNotFree(reason)
    live = ArticlePage.objects.get(pk=known.page_id)
    page: ArticlePage = live.get_latest_revision_as_object()
    links, ours, record = PageLinks(known.source), content_of_revision(page.serializable_data()), bases([known])
    # The proposals' own links are the record's, or the page's.
    links.look_up(articles=record, contents=[ours])
    return Standing(
        document=known,
        page=page,
        links=links,
        content=links.addressed(ours),
        source=_source_says(record),
        seen=_seen(live.latest_revision),
    )


def _seen(revision: Revision | None) -> str:
    return f"{revision.pk} {revision.created_at.isoformat()}" if revision else ""


def _give(standing: Standing | None, document: int, given: Answer, user: AbstractBaseUser) -> None:
    # Asked for anew each time: an answer before this one may have renamed its role.
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=given.proposal, document=document)
    if proposal.status != Proposal.Status.OPEN:
        raise NotWaiting(f"the proposal is no longer open: {proposal.get_status_display()}")
    if standing is not None:
        proposal.ours = plain(value_at(standing.content, path_of(proposal.part)))
    if given.choice in WRITES and standing is not None:
        proposal.answer = proposal.theirs if given.choice == "take" else given.value
        follow_names(standing.document, write_part(standing, path_of(proposal.part), proposal.answer))
        proposal.refresh_from_db(fields=["part"])
    if given.choice == "lock":
        lock_part(document, proposal.part, proposal.theirs, proposal.changes, user)
    proposal.status = STATUS[given.choice]
    proposal.resolved_at, proposal.resolved_by_id = timezone.now(), user.pk
    proposal.save(update_fields=["status", "ours", "answer", "resolved_at", "resolved_by", "changed_at"])


def write_part(standing: Standing, path: Path, value: Any) -> Names:
    """Put the value into the part, in memory; what goes by another name since. Null takes an element out."""
    return standing.say(with_part(standing.content, path, value, standing.source))


def write_answers(standing: Standing, answers: Sequence[Answer]) -> ArticlePage:
    """The page as the answers would make it, in memory: a preview."""
    names: Names = {}
    for each in answers:
        if each.choice in WRITES:
            proposal = Proposal.objects.get(pk=each.proposal, document=standing.document)
            value = proposal.theirs if each.choice == "take" else each.value
            new = write_part(standing, renamed(path_of(proposal.part), names), value)
            names = {place: new.get((place[0], name), name) for place, name in names.items()} | new
    return standing.fill_page()


def _source_says(record: list[ScrapedArticle]) -> Content:
    library = Library()
    library.look_up(record)
    return content_of_article(record[0], library) if record else {}


def with_part(content: Content, path: Path, value: Any, source: Content) -> Content:
    """The content with the value in the part, a new child or block where it stands at the source."""
    here = (*path[:-1], ORDER)
    # For a child, a block or a list item null means that it is not there.
    is_element = path[-1] != ORDER and isinstance(value_at(content, here), list)
    order = value_at(source, here)
    return put(
        content, path, MISSING if is_element and value is None else value, order if isinstance(order, list) else ()
    )
