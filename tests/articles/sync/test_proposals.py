"""Locks and proposals of a role belong to the role, whatever it is called by now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.models import ArticlePage, PartLock, Proposal, SourceDocument, SyncRun
from articles.sync.merging.parts import ORDER, part_of
from articles.sync.proposals import follow_names
from articles.sync.resolve import resolve
from articles.sync.undo import undo_run
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article, role

LEAD, PROJECT = role("Engineering manager"), role("Project Managers", "<p>They plan.</p>")


@pytest.fixture(autouse=True)
def first_edition(hub: Hub) -> None:
    hub.sync(article(roles=[LEAD, PROJECT]))


def lock(*path: str) -> PartLock:
    return PartLock.objects.create(document=SourceDocument.objects.get(), part=part_of(path))


def roles() -> list[tuple[str, str]]:
    page = ArticlePage.objects.get().get_latest_revision_as_object()
    return [(each.title, each.html) for each in page.roles.all()]


def edit_first_role(editor: Any, **values: str) -> None:
    page = ArticlePage.objects.get()
    found = list(page.get_latest_revision_as_object().roles.all())
    for name, value in values.items():
        setattr(found[0], name, value)
    edit(page, editor, roles=found)


def parts(model: Any = PartLock) -> list[str]:
    return [each.part for each in model.objects.order_by("pk")]


def test_a_lock_goes_along_where_the_source_renames_its_role(hub: Hub) -> None:
    lock("roles", "engineering-manager", "html")
    hub.sync(article(roles=[role("Head of engineering"), PROJECT]))
    assert parts() == [part_of(("roles", "head-of-engineering", "html"))]
    report = hub.sync(article(roles=[role("Head of engineering", "<p>Theirs.</p>"), PROJECT]))
    assert report.counts == {"held": 1}
    assert roles() == [("Head of engineering", "<p>They lead.</p>"), ("Project Managers", "<p>They plan.</p>")]
    assert PartLock.objects.get().changes == 1


def test_a_lock_goes_along_where_the_editor_renamed_its_role(hub: Hub, editor: Any) -> None:
    lock("roles", "engineering-manager", "html")
    edit_first_role(editor, title="Lead")
    hub.sync(article(roles=[role("Engineering manager", "<p>Theirs.</p>"), PROJECT]))
    assert roles()[0] == ("Lead", "<p>They lead.</p>")
    assert parts() == [part_of(("roles", "lead", "html"))]
    assert PartLock.objects.get().changes == 1


def test_a_proposal_goes_along_and_can_be_taken(hub: Hub, editor: Any) -> None:
    edit_first_role(editor, html="<p>Mine.</p>")
    hub.sync(article(roles=[role("Engineering manager", "<p>Theirs.</p>"), PROJECT]))
    hub.sync(article(roles=[role("Head of engineering", "<p>Theirs.</p>"), PROJECT]))
    proposal = Proposal.objects.get()
    assert proposal.part == part_of(("roles", "head-of-engineering", "html"))
    resolve(proposal, take=True, user=editor)
    assert roles()[0] == ("Head of engineering", "<p>Theirs.</p>")


def test_an_answer_that_renames_a_role_takes_its_lock_along(hub: Hub, editor: Any) -> None:
    edit_first_role(editor, title="Lead")
    hub.sync(article(roles=[role("Head of engineering"), PROJECT]))
    lock("roles", "lead", "html")
    resolve(Proposal.objects.get(), take=True, user=editor)
    assert parts() == [part_of(("roles", "head-of-engineering", "html"))]


def test_an_undo_that_renames_a_role_takes_its_lock_along(hub: Hub, editor: Any) -> None:
    hub.sync(article(roles=[role("Head of engineering"), PROJECT]))
    lock("roles", "head-of-engineering", "html")
    undo_run(SyncRun.objects.order_by("-pk")[0])
    assert roles()[0][0] == "Engineering manager"
    assert parts() == [part_of(("roles", "engineering-manager", "html"))]


class TestRenamedByTheEditor:
    """What the page calls a lead is at the source an engineering manager still."""

    @pytest.fixture(autouse=True)
    def _section_in_conflict(self, hub: Hub, editor: Any) -> None:
        self.hub = hub
        edit_first_role(editor, title="Lead", section="Mine")
        self.says("Theirs")
        self.proposal = Proposal.objects.get(part=part_of(("roles", "lead", "section")))

    def says(self, section: str) -> int:
        return self.hub.sync(article(roles=[replace(LEAD, section=section), PROJECT])).run or 0

    def test_what_both_sides_say_alike_by_now_is_settled(self) -> None:
        self.says("Mine")
        self.proposal.refresh_from_db()
        assert self.proposal.status == "settled"

    def test_an_undo_leaves_it_with_the_sources_former_words(self, editor: Any) -> None:
        undo_run(SyncRun.objects.get(pk=self.says("Theirs anew")))
        self.proposal.refresh_from_db()
        assert (self.proposal.theirs, self.proposal.status) == ("Theirs", "open")
        resolve(self.proposal, take=True, user=editor)
        page = ArticlePage.objects.get().get_latest_revision_as_object()
        assert next((each.title, each.section) for each in page.roles.all()) == ("Lead", "Theirs")


def test_two_roles_may_change_names() -> None:
    document = SourceDocument.objects.get()
    one, other = lock("roles", "one"), lock("roles", "other")
    order = Proposal.objects.create(document=document, part=part_of(("roles", ORDER)), theirs=["one", "other", "third"])
    follow_names(document, {("roles", "one"): "other", ("roles", "other"): "one"})
    for each in (one, other, order):
        each.refresh_from_db()
    assert (one.part, other.part) == (part_of(("roles", "other")), part_of(("roles", "one")))
    assert order.theirs == ["other", "one", "third"]


def test_what_is_locked_under_the_new_name_already_stays_so() -> None:
    lock("roles", "gone"), lock("roles", "here")
    follow_names(SourceDocument.objects.get(), {("roles", "here"): "gone"})
    assert sorted(parts()) == sorted([part_of(("roles", "gone")), part_of(("roles", "here"))])


def test_the_description_follows_a_summary_that_is_taken(hub: Hub, editor: Any) -> None:
    """As it does where the source's summary comes by itself, and not where it has words of its own."""
    edit(ArticlePage.objects.get(), editor, summary="Mine.", search_description="Mine.")
    hub.sync(article(roles=[LEAD, PROJECT], summary="Theirs."))
    resolve(Proposal.objects.get(), take=True, user=editor)
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.search_description) == ("Theirs.", "Theirs.")
    edit(ArticlePage.objects.get(), editor, summary="Mine again.", search_description="For engines.")
    hub.sync(article(roles=[LEAD, PROJECT], summary="Theirs again."))
    resolve(Proposal.objects.get(status="open"), take=True, user=editor)
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.search_description) == ("Theirs again.", "For engines.")


def test_the_description_follows_a_summary_that_an_editor_wrote(hub: Hub, editor: Any) -> None:
    """Who left the description alone gave the page none of its own."""
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    hub.sync(article(roles=[LEAD, PROJECT], title="Theirs"))
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.summary, draft.search_description) == ("Theirs", "Mine.", "Mine.")
    edit(ArticlePage.objects.get(), editor, search_description="What engineering managers earn.", summary="Mine too.")
    hub.sync(article(roles=[LEAD, PROJECT], title="Theirs", summary="Theirs."))
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.search_description) == ("Mine too.", "Mine too.")
    resolve(Proposal.objects.get(), take=True, user=editor)
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.search_description) == ("Theirs.", "Theirs.")
