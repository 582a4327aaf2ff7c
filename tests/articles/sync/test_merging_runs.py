"""Runs over pages that editors changed: what both wrote stands together, and what clashes waits for an answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession

from articles.models import ArticlePage, PartLock, Proposal, SourceDocument
from articles.sync.meeting import MERGED
from articles.sync.merging.parts import part_of
from articles.sync.resolve import NotWaiting, PageNotFree, resolve
from scraper.items import Author, Citation, Term
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import STATISTICS, article, body, role, salary


def draft() -> ArticlePage:
    return ArticlePage.objects.get().get_latest_revision_as_object()


def block_text(page: ArticlePage, place: int) -> str:
    return str(page.body[place].value)


def test_what_both_changed_in_different_places_stands_together(hub: Hub, editor: Any) -> None:
    hub.sync(article(blocks=body("<p>One stands.</p><p>Two stands.</p><p>Three stands.</p>")))
    page = draft()
    raw = page.body.get_prep_value()
    raw[1]["value"] = "<p>One stands.</p><p>Two stands.</p><p>Three is mine.</p>"
    edit(ArticlePage.objects.get(), editor, body=raw, summary="My summary.")
    report = hub.sync(
        article(
            title="Their title",
            blocks=body("<p>One is theirs.</p><p>Two stands.</p><p>Three stands.</p>"),
            authors=[Author(name="Mara Quill")],
        )
    )
    assert report.counts == {"merge": 1}
    page = draft()
    assert (page.title, page.summary) == ("Their title", "My summary.")
    assert block_text(page, 1) == "<p>One is theirs.</p><p>Two stands.</p><p>Three is mine.</p>"
    assert [each.name for each in page.authors.all()] == ["Mara Quill"]
    assert not Proposal.objects.exists()


def test_a_merged_page_is_never_taken_for_an_unedited_one(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, summary="My summary.")
    for number in range(3):
        assert hub.sync(article(title=f"Title {number}")).counts == {"merge": 1}
        assert draft().summary == "My summary."
    assert SourceDocument.objects.get().written_hash == MERGED


class TestConflict:
    @pytest.fixture(autouse=True)
    def _conflict(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        edit(ArticlePage.objects.get(), editor, title="Mine")
        self.hub, self.editor = hub, editor
        self.report = hub.sync(article(title="Theirs", summary="New summary."))

    def test_ours_stays_and_the_rest_arrives(self) -> None:
        assert self.report.counts == {"conflict": 1}
        assert "title" in self.report.articles[0].reason
        assert (draft().title, draft().summary) == ("Mine", "New summary.")
        [proposal] = Proposal.objects.all()
        assert (proposal.base, proposal.ours, proposal.theirs) == ("All about careers", "Mine", "Theirs")
        assert proposal.part == part_of(("title",))
        assert proposal.run_id == self.report.run

    def test_it_does_not_come_back(self) -> None:
        assert self.hub.sync(article(title="Theirs", summary="New summary.")).counts == {"unchanged": 1}
        assert self.hub.sync(article(title="Theirs", summary="Newer summary.")).counts == {"merge": 1}
        assert Proposal.objects.get().changes == 1

    def test_the_source_changes_again_and_the_proposal_follows(self) -> None:
        assert self.hub.sync(article(title="Theirs again", summary="New summary.")).counts == {"conflict": 1}
        [proposal] = Proposal.objects.all()
        assert (proposal.base, proposal.theirs, proposal.changes) == ("All about careers", "Theirs again", 2)

    def test_it_settles_where_both_come_to_say_the_same(self) -> None:
        self.hub.sync(article(title="Mine", summary="New summary."))
        assert Proposal.objects.get().status == Proposal.Status.SETTLED

    @pytest.mark.parametrize("take", [True, False])
    def test_an_answer_is_final(self, take: bool) -> None:
        revision = resolve(Proposal.objects.get(), take=take, user=self.editor)
        assert draft().title == ("Theirs" if take else "Mine")
        assert (revision is not None) == take
        assert self.hub.sync(article(title="Theirs", summary="Else.")).articles[0].outcome in ("update", "merge")
        assert draft().title == ("Theirs" if take else "Mine")
        assert not Proposal.objects.filter(status=Proposal.Status.OPEN).exists()
        with pytest.raises(NotWaiting):
            resolve(Proposal.objects.get(), take=True, user=self.editor)

    def test_a_locked_page_takes_no_answer(self) -> None:
        ArticlePage.objects.update(locked=True)
        with pytest.raises(PageNotFree, match="locked"):
            resolve(Proposal.objects.get(), take=True, user=self.editor)
        assert Proposal.objects.get().status == Proposal.Status.OPEN


def test_a_conflict_inside_a_role_is_of_its_text_alone(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    page = draft()
    roles = list(page.roles.all())
    roles[0].html = "<p>My words.</p>"
    edit(ArticlePage.objects.get(), editor, roles=roles)
    changed = [role("Engineering manager", "<p>Their words.</p>"), role("Project Managers"), role("Analyst")]
    assert hub.sync(article(roles=changed)).counts == {"conflict": 1}
    assert draft().roles.all()[0].html == "<p>My words.</p>"
    assert [each.title for each in draft().roles.all()] == ["Engineering manager", "Project Managers", "Analyst"]
    [proposal] = Proposal.objects.all()
    assert proposal.part == part_of(("roles", "engineering-manager", "html"))
    resolve(proposal, take=True, user=editor)
    assert draft().roles.all()[0].html == "<p>Their words.</p>"


def test_a_block_that_the_source_took_away_stays_where_the_editor_changed_it(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    raw = draft().body.get_prep_value()
    raw[1]["value"] = "<p>My words.</p>"
    edit(ArticlePage.objects.get(), editor, body=raw)
    without = [each for each in body() if each.id != "p1"]
    assert hub.sync(article(blocks=without)).counts == {"conflict": 1}
    assert block_text(draft(), 1) == "<p>My words.</p>"
    [proposal] = Proposal.objects.all()
    assert proposal.theirs is None
    resolve(proposal, take=True, user=editor)
    assert [each.block_type for each in draft().body][:2] == ["heading", "table"]
    assert hub.sync(article(blocks=without)).counts == {"unchanged": 1}


def test_tags_are_sets(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    page = draft()
    careers = page.topics.get(slug="careers")
    edit(ArticlePage.objects.get(), editor, topics=[careers])
    now = [Term(name="Salaries", slug="salaries"), Term(name="Leadership", slug="leadership")]
    assert hub.sync(article(topics=now)).counts == {"merge": 1}
    assert sorted(draft().topics.values_list("slug", flat=True)) == ["leadership"]


def test_what_an_editor_locked_is_counted_and_never_applied(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    lock = PartLock.objects.create(document=SourceDocument.objects.get(), part=part_of(("summary",)), locked_by=editor)
    report = hub.sync(article(summary="One.", title="New title"))
    assert report.counts == {"update": 1}
    assert "held under a lock: summary" in report.articles[0].reason
    assert (draft().title, draft().summary) == ("New title", "What engineering managers earn.")
    assert hub.sync(article(summary="Two.", title="New title")).counts == {"held": 1}
    lock.refresh_from_db()
    assert (lock.changes, lock.theirs) == (2, "Two.")
    lock.delete()
    assert hub.sync(article(summary="Three.", title="New title")).counts == {"conflict": 1}
    assert draft().summary == "What engineering managers earn."


def test_a_lock_of_a_role_holds_for_all_of_it(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    document = SourceDocument.objects.get()
    PartLock.objects.create(document=document, part=part_of(("roles", "engineering-manager")), locked_by=editor)
    changed = [role("Engineering manager", "<p>Else.</p>"), role("Project Managers", "<p>New.</p>")]
    hub.sync(article(roles=changed))
    assert [each.html for each in draft().roles.all()] == ["<p>They lead.</p>", "<p>New.</p>"]
    hub.sync(article(roles=changed[1:]))
    assert [each.title for each in draft().roles.all()] == ["Engineering manager", "Project Managers"]
    assert PartLock.objects.get().changes == 2


def test_a_page_that_somebody_is_editing_waits_for_the_next_run(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    page = ArticlePage.objects.get()
    session = EditingSession.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        object_id=page.pk,
        last_seen_at=timezone.now(),
        is_editing=True,
    )
    report = hub.sync(article(title="Theirs"))
    assert report.counts == {"held": 1}
    assert "not saved" in report.articles[0].reason
    session.delete()
    assert hub.sync(article(title="Theirs")).counts == {"update": 1}


def test_an_editors_own_draft_over_a_live_page_is_merged_and_not_published(hub: Hub, source: Any, editor: Any) -> None:
    source.policy = source.Policy.PUBLISH
    source.save()
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, summary="Not ready yet.")
    report = hub.sync(article(title="Theirs"))
    assert report.counts == {"merge": 1}
    assert "unpublished changes" in report.articles[0].reason
    page = ArticlePage.objects.get()
    assert (page.title, page.summary) == ("All about careers", "What engineering managers earn.")
    assert (draft().title, draft().summary) == ("Theirs", "Not ready yet.")


def test_a_record_that_nobody_can_read_moves_no_edited_page(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, title="Mine")
    SourceDocument.objects.update(record={"shape": "of another time"})
    report = hub.sync(article(summary="New."))
    assert report.counts == {"held": 1}
    assert "cannot be read" in report.articles[0].reason
    assert draft().title == "Mine"


def test_a_record_that_nobody_can_read_is_replaced_where_nobody_edited(hub: Hub) -> None:
    hub.sync(article())
    SourceDocument.objects.update(record={"shape": "of another time"})
    assert hub.sync(article(summary="New.")).counts == {"update": 1}
    assert draft().summary == "New."


def test_figures_and_citations_follow_while_the_editor_adds_their_own(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    page = draft()
    own = page.citations.model(url="https://own.example/", text="My source", sort_order=1)
    edit(ArticlePage.objects.get(), editor, citations=[*page.citations.all(), own])
    now = [Citation(url=STATISTICS, text="Statistics office", claim="It pays better.")]
    assert hub.sync(article(citations=now, figures=[salary("$170,000", 170000.0)])).counts == {"merge": 1}
    assert [(each.url, each.claim) for each in draft().citations.all()] == [
        (STATISTICS, "It pays better."),
        ("https://own.example/", ""),
    ]
    assert [each.text for each in draft().figures.all()] == ["$170,000"]


def test_a_plan_says_what_the_run_does(hub: Hub, editor: Any) -> None:
    hub.sync(article("a"), article("b"), article("c"), article("d"))
    for slug in ("b", "c"):
        page = ArticlePage.objects.get(slug=slug)
        edit(page, editor, title=f"My {slug}")
    changed = [
        article("a", summary="New."),
        article("b", summary="New."),
        article("c", title="Their c"),
        article("d"),
        article("e"),
    ]
    planned = hub.plan(*changed)
    assert not Proposal.objects.exists()
    done = hub.sync(*changed)
    assert [(each.url, each.outcome, each.reason) for each in planned.articles] == [
        (each.url, each.outcome, each.reason) for each in done.articles
    ]
    assert done.counts == {"create": 1, "update": 1, "merge": 1, "conflict": 1, "unchanged": 1}
