"""A run taken back: what it wrote goes, what editors did since stays, and both are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowPage, WorkflowTask

from articles.models import ArticlePage, PartLock, Proposal, Source, SourceDocument, SourceReference, SyncRun
from articles.sync.claim import RunActive, request_run
from articles.sync.merging.parts import part_of
from articles.sync.undo import NotUndoable, UndoReport, plan_undo, undo_run
from articles.sync.undoing import write
from scraper.items import Author, RelatedArticle
from scraper.records import Failure
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article, body, role


def undo(number: int | None) -> UndoReport:
    """The undo of a run, which must do what its plan said."""
    planned = plan_undo(SyncRun.objects.get(pk=number))
    done = undo_run(SyncRun.objects.get(pk=number))
    assert [each.to_dict() for each in planned.articles] == [each.to_dict() for each in done.articles]
    return done


def only(report: UndoReport) -> tuple[str, str]:
    [one] = report.articles
    return one.outcome, one.reason


def page() -> ArticlePage:
    return ArticlePage.objects.get()


def draft() -> ArticlePage:
    return page().get_latest_revision_as_object()


def document() -> dict[str, Any]:
    """What the next run knows the article by, the marks of time left out."""
    one = SourceDocument.objects.get()
    return {
        name: getattr(one, name)
        for name in (
            "url", "slug", "aliases", "record", "fingerprint", "written_hash", "missing", "missing_count",
            "withdrawn_at", "withdrawn_revision",
        )
    }  # fmt: skip


def publish(source: Source) -> None:
    source.policy = Source.Policy.PUBLISH
    source.save()


class TestNobodyEdited:
    def test_the_page_says_again_what_it_said(self, hub: Hub) -> None:
        hub.sync(article())
        before, content = document(), draft().serializable_data()
        run = hub.sync(article(title="Theirs", roles=[role("Analyst")], blocks=body("<p>Else.</p>"), topics=[])).run
        report = undo(run)
        assert only(report) == ("undone", "")
        assert document() == before
        changed = {name for name, value in draft().serializable_data().items() if value != content[name]}
        assert changed <= {"latest_revision", "latest_revision_created_at", "has_unpublished_changes"}
        assert SourceDocument.objects.get().written_revision == page().latest_revision_id
        assert page().latest_revision.user.get_username() == "gleaner"
        assert not page().live

    def test_the_next_run_writes_the_same_again(self, hub: Hub) -> None:
        hub.sync(article())
        undo(hub.sync(article(title="Theirs")).run)
        assert SourceDocument.objects.get().parser_version == ""
        assert hub.sync(article(title="Theirs")).counts == {"update": 1}
        assert draft().title == "Theirs"

    def test_what_the_run_published_is_published_as_it_was(self, hub: Hub, source: Source) -> None:
        publish(source)
        hub.sync(article())
        undo(hub.sync(article(title="Theirs")).run)
        assert (page().title, page().live, page().has_unpublished_changes) == ("All about careers", True, False)
        assert page().live_revision_id == page().latest_revision_id

    def test_what_an_editor_published_of_the_run_stays_live(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        draft().latest_revision.publish(user=editor)
        run = hub.sync(article(title="Theirs")).run
        page().latest_revision.publish(user=editor)
        undo(run)
        assert (page().title, draft().title) == ("Theirs", "All about careers")

    def test_what_it_made_is_deleted_and_can_come_again(self, hub: Hub, source: Source) -> None:
        publish(source)
        report = undo(hub.sync(article("a"), article("b"), article("c"), article("d")).run)
        assert report.counts == {"undone": 4}
        assert not ArticlePage.objects.exists()
        assert not SourceDocument.objects.exists()
        assert PageLogEntry.objects.filter(action="wagtail.delete", user__username="gleaner").count() == 4
        assert hub.sync().counts == {"create": 4}

    def test_later_undos_lead_back_through_earlier_runs(self, hub: Hub) -> None:
        first, second = hub.sync(article()).run, hub.sync(article(title="Theirs")).run
        assert only(undo(second)) == ("undone", "")
        assert only(undo(first)) == ("undone", "the page that the run made is deleted")
        assert not ArticlePage.objects.exists()

    def test_a_moved_article_moves_back(self, hub: Hub, source: Source) -> None:
        publish(source)
        hub.sync(article())
        before = document()
        moved = article("careers-now", title="All about careers")
        run = hub.sync(moved, moved and Failure(url=f"{HUB}careers/", outcome="fail", reason="404", status=404)).run
        assert page().slug == "careers-now"
        undo(run)
        assert document() == before
        assert (page().slug, page().live) == ("careers", True)


class TestEditedSince:
    @pytest.fixture(autouse=True)
    def _edited(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        self.run = hub.sync(article(title="Theirs", summary="Their summary.", authors=[Author(name="Ada")])).run
        self.hub, self.editor = hub, editor

    def test_the_editors_words_stay_and_the_rest_goes_back(self) -> None:
        edit(page(), self.editor, summary="Mine.")
        report = undo(self.run)
        assert only(report) == ("undone", "what an editor changed since stays: summary")
        assert (draft().title, draft().summary) == ("All about careers", "Mine.")
        assert [each.name for each in draft().authors.all()] == ["Mara Quill", "Ned Vale"]

    def test_words_of_an_editor_elsewhere_stay_without_a_word(self) -> None:
        edit(page(), self.editor, editors_note="<p>Mine.</p>")
        assert only(undo(self.run)) == ("undone", "")
        assert (draft().title, draft().editors_note) == ("All about careers", "<p>Mine.</p>")
        assert self.hub.sync(article(title="Theirs", summary="Their summary.")).counts == {"merge": 1}
        assert draft().editors_note == "<p>Mine.</p>"

    def test_a_page_on_which_nothing_of_the_run_is_left_is_spared(self) -> None:
        run = self.hub.sync(article(title="New", summary="Their summary.", authors=[Author(name="Ada")])).run
        edit(page(), self.editor, title="Mine")
        before = document()
        latest = page().latest_revision_id
        assert only(undo(run)) == ("spared", "an editor changed it since: title")
        assert (document(), page().latest_revision_id) == (before, latest)

    def test_a_locked_part_stays(self) -> None:
        PartLock.objects.create(document=SourceDocument.objects.get(), part=part_of(("title",)))
        edit(page(), self.editor, editors_note="<p>Mine.</p>")
        assert only(undo(self.run)) == ("undone", "what an editor changed since stays: title")
        assert (draft().title, draft().summary) == ("Theirs", "What engineering managers earn.")

    def test_a_page_deleted_since_stays_deleted(self) -> None:
        page().delete(user=self.editor)
        assert only(undo(self.run)) == ("spared", "its page was deleted since")

    def test_a_forgotten_article_is_spared(self) -> None:
        SourceDocument.objects.all().delete()
        assert only(undo(self.run)) == ("spared", "Gleaner has forgotten the article since")

    def test_without_the_revision_of_then_nothing_is_guessed(self) -> None:
        page().revisions.exclude(pk=page().latest_revision_id).delete()
        assert only(undo(self.run)) == ("spared", "the page's revisions of then are gone")

    def test_a_later_run_spares_its_page(self) -> None:
        later = self.hub.sync(article(title="Theirs again")).run
        assert only(undo(self.run)) == ("spared", f"run {later} wrote it since")
        assert draft().title == "Theirs again"

    def test_a_later_run_that_was_taken_back_is_none(self) -> None:
        undo(self.hub.sync(article(title="Theirs again")).run)
        assert only(undo(self.run)) == ("undone", "")
        assert draft().title == "All about careers"


class TestEditedLivePages:
    @pytest.fixture(autouse=True)
    def _published(self, hub: Hub, source: Source, editor: Any) -> None:
        publish(source)
        hub.sync(article())
        self.run = hub.sync(article(title="Theirs")).run
        self.editor = editor

    def test_readers_get_back_what_they_had_and_a_draft_stays_a_draft(self) -> None:
        edit(page(), self.editor, summary="Not ready.")
        undo(self.run)
        assert (page().title, page().summary) == ("All about careers", "What engineering managers earn.")
        assert (draft().title, draft().summary) == ("All about careers", "Not ready.")
        assert page().has_unpublished_changes

    def test_what_an_editor_published_since_stays_published(self) -> None:
        edit(page(), self.editor, summary="Mine.", publish=True)
        undo(self.run)
        assert (page().title, page().summary) == ("All about careers", "Mine.")
        assert not page().has_unpublished_changes

    def test_a_draft_over_what_an_editor_published_waits(self) -> None:
        edit(page(), self.editor, summary="Mine.", publish=True)
        edit(page(), self.editor, summary="Not ready.")
        assert "readers see it when" in only(undo(self.run))[1]
        assert (page().title, page().summary) == ("Theirs", "Mine.")
        assert (draft().title, draft().summary) == ("All about careers", "Not ready.")

    @pytest.mark.parametrize("publishes", [True, False])
    def test_the_day_on_which_it_goes_stays(self, publishes: bool) -> None:
        day = timezone.now().replace(microsecond=0) + timedelta(days=10)  # a revision keeps no more
        edit(page(), self.editor, expire_at=day, publish=publishes)
        assert only(undo(self.run)) == ("undone", "")
        assert (page().title, draft().title, draft().expire_at) == ("All about careers", "All about careers", day)
        assert page().expire_at == (day if publishes else None)

    def test_a_page_taken_off_the_site_stays_off(self) -> None:
        page().unpublish(user=self.editor)
        assert "took the page off" in only(undo(self.run))[1]
        assert (page().live, draft().title) == (False, "All about careers")


class TestMadePages:
    def test_what_an_editor_touched_stays(self, hub: Hub, editor: Any) -> None:
        run = hub.sync(article("a"), article("b")).run
        edit(ArticlePage.objects.get(slug="a"), editor, summary="Mine.")
        report = undo(run)
        assert {each.url[-2:-1]: each.outcome for each in report.articles} == {"a": "spared", "b": "undone"}
        assert ArticlePage.objects.get().slug == "a"
        assert SourceDocument.objects.get().page == page()

    def test_what_an_editor_only_published_stays(self, hub: Hub, editor: Any) -> None:
        run = hub.sync(article()).run
        page().latest_revision.publish(user=editor)
        assert only(undo(run))[0] == "spared"
        assert page().live

    def test_redirects_to_them_go_with_them(self, hub: Hub) -> None:
        run = hub.sync(article()).run
        Redirect.objects.create(old_path="/old", redirect_page=page(), automatically_created=True)
        undo(run)
        assert not Redirect.objects.exists()


class TestHeldPages:
    @pytest.fixture(autouse=True)
    def _run(self, hub: Hub, editor: Any) -> None:
        hub.sync(article("a"), article("b"))
        self.run = hub.sync(article("a", title="New a"), article("b", title="New b")).run
        self.held = ArticlePage.objects.get(slug="a")
        self.editor = editor

    def spared(self) -> str:
        report = undo(self.run)
        assert report.counts == {"undone": 1, "spared": 1}
        assert ArticlePage.objects.get(slug="b").get_latest_revision_as_object().title == "All about b"
        return next(each.reason for each in report.articles if each.outcome == "spared")

    def test_locked(self) -> None:
        ArticlePage.objects.filter(pk=self.held.pk).update(locked=True)
        assert self.spared() == "the page is locked"

    def test_open_in_an_editor(self) -> None:
        EditingSession.objects.create(
            user=self.editor,
            content_type=ContentType.objects.get_for_model(ArticlePage),
            object_id=self.held.pk,
            last_seen_at=timezone.now(),
            is_editing=True,
        )
        assert "not saved" in self.spared()

    def test_in_moderation(self, index: Any) -> None:
        workflow(index).start(self.held, self.editor)
        assert self.spared() == "the page is in moderation"

    def test_one_articles_trouble_is_told_and_the_undo_can_be_repeated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as broken:
            put_back = write.put_back

            def fails(document: Any, *arguments: Any) -> None:
                if document.slug == "a":
                    raise OSError("the disk is full")
                put_back(document, *arguments)

            broken.setattr(write, "put_back", fails)
            report = undo_run(SyncRun.objects.get(pk=self.run))
        assert report.counts == {"undone": 1, "failed": 1}
        assert not report.is_well
        assert "the disk is full" in report.to_dict()["articles"][1]["reason"]
        revisions = ArticlePage.objects.get(slug="b").revisions.count()
        assert undo_run(SyncRun.objects.get(pk=self.run)).counts == {"undone": 2}
        assert ArticlePage.objects.get(slug="b").revisions.count() == revisions


def workflow(index: Any) -> Workflow:
    made = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=index)
    return made


class TestModeration:
    @pytest.fixture(autouse=True)
    def _submitted(self, hub: Hub, source: Source, index: Any) -> None:
        hub.sync(article())
        workflow(index)
        source.policy = Source.Policy.WORKFLOW
        source.save()
        self.run = hub.sync(article(title="Theirs")).run
        assert page().current_workflow_state is not None

    def test_what_the_run_submitted_and_nobody_answered_is_taken_out_of_it(self) -> None:
        assert only(undo(self.run)) == ("undone", "")
        assert page().current_workflow_state is None
        assert draft().title == "All about careers"

    def test_an_answered_one_stays(self, editor: Any) -> None:
        state = page().current_workflow_state
        state.current_task_state.reject(user=editor)
        state.refresh_from_db()
        state.resume(user=editor)
        assert only(undo(self.run)) == ("spared", "the page is in moderation")

    def test_a_locked_page_stays_in_it(self) -> None:
        EditingSession.objects.create(
            user=page().owner,
            content_type=ContentType.objects.get_for_model(ArticlePage),
            object_id=page().pk,
            last_seen_at=timezone.now(),
            is_editing=True,
        )
        report = undo_run(SyncRun.objects.get(pk=self.run))
        assert only(report) == ("spared", "somebody is editing the page and has not saved")
        assert page().current_workflow_state is not None


class TestWithdrawals:
    @pytest.fixture(autouse=True)
    def _source(self, hub: Hub, source: Source) -> None:
        source.policy, source.withdraw_after, source.withdraw_share = Source.Policy.PUBLISH, 1, 100
        source.save()
        hub.sync(article())
        self.before = document()
        self.hub = hub

    def withdraw(self) -> int | None:
        report = self.hub.sync(Failure(url=f"{HUB}careers/", outcome="fail", reason="404", status=404))
        assert report.counts == {"withdraw": 1}, report.articles[0].reason
        return report.run

    def test_a_withdrawn_page_comes_back(self) -> None:
        run = self.withdraw()
        assert not page().live
        assert only(undo(run)) == ("undone", "")
        assert (page().live, page().has_unpublished_changes) == (True, False)
        assert document() == self.before

    def test_one_that_an_editor_published_and_took_off_stays_off(self, editor: Any) -> None:
        run = self.withdraw()
        page().latest_revision.publish(user=editor)
        page().unpublish(user=editor)
        assert "took the page off" in only(undo(run))[1]
        assert not page().live

    def test_a_return_is_undone_by_going_again(self) -> None:
        self.withdraw()
        gone = document()
        report = self.hub.sync(article(title="Back"))
        assert report.counts == {"restore": 1}
        undo(report.run)
        assert (page().live, draft().title) == (False, "All about careers")
        assert document() == gone

    def test_a_return_without_news_too(self) -> None:
        self.withdraw()
        report = self.hub.sync(article())
        assert report.counts == {"restore": 1}
        undo(report.run)
        assert not page().live

    def test_a_return_that_an_editor_published_since_stays(self, editor: Any) -> None:
        self.withdraw()
        report = self.hub.sync(article())
        edit(page(), editor, summary="Mine.", publish=True)
        undo(report.run)
        assert (page().live, page().summary) == (True, "Mine.")


class TestProposals:
    @pytest.fixture(autouse=True)
    def _edited(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        edit(page(), editor, title="Mine")
        self.hub = hub

    def test_what_the_run_proposed_goes(self) -> None:
        before = document()
        report = self.hub.sync(article(title="Theirs"))
        assert report.counts == {"conflict": 1}
        assert only(undo(report.run)) == ("undone", "")
        assert not Proposal.objects.exists()
        assert (document(), draft().title) == (before, "Mine")
        assert self.hub.sync(article(title="Theirs")).counts == {"conflict": 1}

    def test_what_waited_before_says_again_what_it_said(self) -> None:
        self.hub.sync(article(title="Theirs"))
        undo(self.hub.sync(article(title="Theirs again")).run)
        [proposal] = Proposal.objects.all()
        assert (proposal.theirs, proposal.changes, proposal.status) == ("Theirs", 1, "open")

    def test_what_the_run_settled_waits_again(self) -> None:
        self.hub.sync(article(title="Theirs"))
        run = self.hub.sync(article(title="Mine")).run
        assert Proposal.objects.get().status == "settled"
        undo(run)
        assert Proposal.objects.get().status == "open"


class TestRefusals:
    def test_twice(self, hub: Hub) -> None:
        run = SyncRun.objects.get(pk=hub.sync(article()).run)
        undo_run(run)
        for way in (plan_undo, undo_run):
            with pytest.raises(NotUndoable, match=f"run {run.pk} was taken back already, on "):
                way(SyncRun.objects.get(pk=run.pk))

    def test_nothing_written(self, hub: Hub) -> None:
        hub.sync(article())
        with pytest.raises(NotUndoable, match="wrote no page"):
            plan_undo(SyncRun.objects.get(pk=hub.sync(article()).run))

    def test_not_ended(self, hub: Hub, source: Source) -> None:
        with pytest.raises(NotUndoable, match="has not ended"):
            undo_run(request_run(source, "admin"))

    def test_another_run_under_way(self, hub: Hub, source: Source) -> None:
        run = SyncRun.objects.get(pk=hub.sync(article()).run)
        request_run(source, "admin")
        with pytest.raises(RunActive):
            undo_run(run)
        assert ArticlePage.objects.exists()

    def test_no_run_begins_in_the_middle(self, hub: Hub, source: Source) -> None:
        run = SyncRun.objects.get(pk=hub.sync(article()).run)
        refused = []

        def meanwhile(phase: str, done: int, total: int) -> None:
            with pytest.raises(RunActive):
                request_run(source, "admin")
            refused.append((phase, done, total))

        undo_run(run, progress=meanwhile)
        assert refused == [("undo", 1, 1)]
        holder = SyncRun.objects.latest("pk")
        assert (holder.status, holder.message) == ("done", f"took back run {run.pk}: 1 undone")

    def test_an_interrupted_one_goes_on_where_it_ended(self, hub: Hub) -> None:
        hub.sync(article("a"), article("b"))
        run = hub.sync(article("a", title="New a"), article("b", title="New b")).run

        def interrupt(phase: str, done: int, total: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            undo_run(SyncRun.objects.get(pk=run), progress=interrupt)
        assert SyncRun.objects.latest("pk").status == "killed"
        assert undo(run).counts == {"undone": 2}
        assert ArticlePage.objects.get(slug="b").revisions.count() == 3

    def test_a_plan_writes_nothing(self, hub: Hub) -> None:
        hub.sync(article())
        run = hub.sync(article(title="Theirs")).run
        report = plan_undo(SyncRun.objects.get(pk=run))
        assert report.counts == {"undone": 1}
        assert "plan, nothing written" in report.line()
        assert (draft().title, SyncRun.objects.count()) == ("Theirs", 2)
        assert SyncRun.objects.get(pk=run).undone_at is None


def test_an_address_that_another_article_has_by_now(hub: Hub) -> None:
    hub.sync(article())
    moved = replace(article("careers-now"), title="All about careers")
    run = hub.sync(moved).run
    later = SourceDocument.objects.get()
    SourceDocument.objects.create(source=later.source, url=f"{HUB}careers/", slug="careers")
    [one] = undo(run).articles
    assert (one.outcome, one.reason) == (
        "spared",
        f"its former address belongs to another article now: {HUB}careers/",
    )


class TestLinks:
    """What the ledger put into pages goes with the run, and comes again with the next one."""

    @staticmethod
    def linking(**changes: Any) -> Any:
        text = f'<p>See <a href="{HUB}other/">there</a>.</p>'
        related = [RelatedArticle(title="There", url=f"{HUB}other/")]
        return article(**({"blocks": body(text), "related": related} | changes))

    @staticmethod
    def text() -> str:
        latest = ArticlePage.objects.get(slug="careers").get_latest_revision_as_object()
        return str(latest.body.get_prep_value()[1]["value"])

    def test_a_run_that_only_brought_the_target(self, hub: Hub) -> None:
        hub.sync(self.linking())
        run = hub.sync(self.linking(), article("other", related=[])).run
        assert 'linktype="page"' in self.text()
        assert undo(run).counts == {"undone": 2}
        assert f'href="{HUB}other/"' in self.text()
        assert ArticlePage.objects.get().slug == "careers"
        assert hub.sync(self.linking(), article("other", related=[])).counts["create"] == 1
        assert 'linktype="page"' in self.text()

    def test_a_change_of_a_page_that_links(self, hub: Hub) -> None:
        hub.sync(self.linking(), article("other", related=[]))
        before = self.text()
        undo(hub.sync(self.linking(title="New")).run)
        assert self.text() == before
        revisions = ArticlePage.objects.get(slug="careers").revisions.count()
        assert hub.sync(self.linking(), article("other", related=[])).counts == {"unchanged": 2}
        assert ArticlePage.objects.get(slug="careers").revisions.count() == revisions
        assert SourceReference.objects.filter(url=f"{HUB}other/", target__isnull=False).exists()
