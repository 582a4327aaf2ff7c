"""What becomes of an update where its page goes through moderation: submitted, submitted again, or left to wait."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from articles.models import ArticlePage, Source
from articles.sync.publishing import WAITS
from articles.sync.report import Report
from scraper.items import RelatedArticle
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article

NEEDS_CHANGES, IN_PROGRESS = WorkflowState.STATUS_NEEDS_CHANGES, WorkflowState.STATUS_IN_PROGRESS


@pytest.fixture
def moderation(source: Source, index: Any) -> None:
    made = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=index)
    source.policy = Source.Policy.WORKFLOW
    source.save()


@pytest.fixture
def draft(hub: Hub) -> Hub:
    """A page that was never live and that nobody submitted."""
    hub.sync(article())
    return hub


@pytest.fixture
def live(draft: Hub, editor: Any) -> Hub:
    page().latest_revision.publish(user=editor)
    return draft


def page() -> ArticlePage:
    return ArticlePage.objects.get(slug="careers")


def latest() -> ArticlePage:
    return page().get_latest_revision_as_object()


def state() -> str:
    found = page().current_workflow_state
    return found.status if found else ""


def only(report: Report) -> tuple[str, str]:
    [one] = report.articles
    return one.outcome, one.reason


def reject(moderator: Any) -> None:
    page().current_workflow_state.current_task_state.reject(user=moderator, comment="Not yet.")
    assert state() == NEEDS_CHANGES


@pytest.mark.usefixtures("moderation")
class TestAskedForChanges:
    def test_what_the_source_says_now_is_before_the_moderator_again(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        reject(editor)
        assert only(hub.sync(article(title="Theirs"))) == ("update", "")
        assert state() == IN_PROGRESS
        assert page().current_workflow_state.current_task_state.revision == page().latest_revision
        assert only(hub.sync(article(title="Newer")))[0] == "held"
        page().current_workflow_state.current_task_state.approve(user=editor)
        assert (page().live, page().title) == (True, "Theirs")

    def test_with_an_editors_published_words_too(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        edit(page(), editor, summary="Mine.", publish=True)
        hub.sync(article(title="Theirs"))
        reject(editor)
        assert only(hub.sync(article(title="Newer"))) == ("merge", "")
        assert (state(), latest().summary) == (IN_PROGRESS, "Mine.")

    def test_where_an_editor_began_to_change_it_the_update_waits_with_that(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        reject(editor)
        edit(page(), editor, summary="Half wri")
        for title in ("Theirs", "Newer"):
            assert only(hub.sync(article(title=title))) == ("merge", WAITS)
            assert (state(), latest().title, latest().summary) == (NEEDS_CHANGES, title, "Half wri")

    def test_a_link_that_heals_is_no_answer_to_them(self, hub: Hub, editor: Any) -> None:
        linking = article(related=[RelatedArticle(title="Other", url=f"{HUB}other/")])
        hub.sync(linking)
        reject(editor)
        report = hub.sync(linking, article("other", related=[]))
        assert "put into 1 page" in report.message
        assert latest().related.get().related_page == ArticlePage.objects.get(slug="other").page_ptr
        assert (state(), report.status) == (NEEDS_CHANGES, "done")


class TestUnfinishedDrafts:
    def test_an_editors_draft_over_a_live_page_is_not_submitted(self, live: Hub, moderation: None, editor: Any) -> None:
        edit(page(), editor, summary="Half wri")
        for title in ("Theirs", "Newer"):
            assert only(live.sync(article(title=title))) == ("merge", WAITS)
            assert (state(), latest().title, latest().summary) == ("", title, "Half wri")
        latest().latest_revision.publish(user=editor)
        assert only(live.sync(article(title="Newest"))) == ("merge", "")
        assert state() == IN_PROGRESS

    def test_nor_one_of_a_page_that_was_never_live(self, draft: Hub, moderation: None, editor: Any) -> None:
        edit(page(), editor, summary="Half wri")
        for title in ("Theirs", "Newer"):
            assert only(draft.sync(article(title=title))) == ("merge", WAITS)
            assert state() == ""

    def test_nor_one_that_only_the_log_tells_of(self, live: Hub, moderation: None, editor: Any) -> None:
        """Revisions are purged, and of some changes the source's words say nothing."""
        edit(page(), editor, seo_title="Half wri")
        assert only(live.sync(article(title="Theirs")))[1] == WAITS
        call_command("purge_revisions", verbosity=0)
        assert only(live.sync(article(title="Newer")))[1] == WAITS
        assert (state(), latest().seo_title) == ("", "Half wri")

    @pytest.mark.parametrize("which", ["draft", "live"])
    def test_drafts_of_the_syncs_own_are_submitted(
        self, which: str, source: Source, index: Any, request: pytest.FixtureRequest
    ) -> None:
        hub: Hub = request.getfixturevalue(which)
        hub.sync(article(title="Theirs"))
        request.getfixturevalue("moderation")
        assert only(hub.sync(article(title="Newer"))) == ("update", "")
        assert state() == IN_PROGRESS
