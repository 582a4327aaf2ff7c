"""Whole runs over hand-made records: every outcome, and what it leaves in the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision, Task, Workflow, WorkflowPage, WorkflowTask

from articles.models import ArticlePage, Author, Role, Source, SourceDocument, SyncRun, SyncRunArticle
from articles.sync import apply as applying
from articles.sync import run as running
from articles.sync.importer import import_user
from articles.sync.saved_pages import SavedPage
from articles.sync.scraper_process import CrawlFailed
from scraper.records import CrawledArticle, End, Failure, NotModified
from scraper.version import parser_version
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article, body, role, salary

pytestmark = pytest.mark.django_db


def only(report: Any) -> tuple[str, str]:
    assert len(report.articles) == 1
    return report.articles[0].outcome, report.articles[0].reason


def test_a_new_article_becomes_a_draft_with_everything_it_says(hub: Hub, index: Any) -> None:
    report = hub.sync(article())
    page = ArticlePage.objects.get()
    assert report.counts == {"create": 1}
    assert report.status == "done"
    assert page.get_parent().pk == index.pk
    assert (page.live, page.title, page.slug, page.owner.username) == (False, "All about careers", "careers", "gleaner")
    assert page.search_description == "What engineering managers earn."
    assert [str(each) for each in page.authors.all()] == ["Mara Quill (author)", "Ned Vale (reviewer)"]
    assert [each.role.slug for each in page.roles.all()] == ["engineering-manager", "project-manager"]
    assert [each.amount for each in page.figures.all()] == [165370.0, 4.0]
    assert {each.slug for each in page.topics.all()} == {"careers", "salaries"}
    assert [each.program.name for each in page.programs.all()] == ["Engineering Management"]
    assert [each.block_type for each in page.body] == [each.type for each in body()]
    assert page.latest_revision.user == import_user()
    assert Role.objects.get(slug="project-manager").name == "Project Managers"
    document = SourceDocument.objects.get()
    assert (document.page_id, document.record["title"]) == (page.pk, "All about careers")
    assert document.parser_version == parser_version()


def test_the_body_passes_the_editors_own_checks(hub: Hub) -> None:
    hub.sync(article())
    page = ArticlePage.objects.get()
    page.body.stream_block.clean(page.body)


def test_the_import_user_cannot_sign_in() -> None:
    user = import_user()
    assert not user.is_active
    assert not user.has_usable_password()
    assert import_user() == user


def test_a_second_run_over_the_same_input_writes_no_revision(hub: Hub) -> None:
    articles = [article(f"a{number}") for number in range(3)]
    hub.sync(*articles)
    before = list(Revision.objects.values_list("pk", "created_at"))
    assert hub.sync().counts == {"unchanged": 3}
    assert list(Revision.objects.values_list("pk", "created_at")) == before


def test_unchanged_articles_cost_no_query_each(hub: Hub) -> None:
    counts = []
    for size in (2, 12):
        articles = [article(f"a{number}") for number in range(size)]
        hub.sync(*articles)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            hub.sync(*articles)
        counts.append(len(queries))
    assert (
        counts[0] == counts[1] < 55
    )  # those of the run itself: its claim, its signs of life, what it tells when it ends


def test_known_addresses_are_told_to_the_crawl_and_their_304_is_unchanged(hub: Hub) -> None:
    hub.sync(article())
    report = hub.sync(NotModified(url=f"{HUB}careers/"))
    assert hub.specifications[-1].known == [f"{HUB}careers/"]
    assert only(report) == ("unchanged", "")
    hub.sync(NotModified(url=f"{HUB}careers/"))
    assert hub.specifications[-1].known == [f"{HUB}careers/"]


def test_after_a_crawl_that_was_never_synced_nothing_counts_as_known(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.sync(article())

    def killed(*arguments: Any) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "crawl", killed)
    with pytest.raises(KeyboardInterrupt):
        hub.sync()
    assert SyncRun.objects.first().status == "killed"
    monkeypatch.setattr(running, "crawl", hub.crawl)
    hub.sync()
    assert hub.specifications[-1].known == []


def test_a_304_for_an_address_without_record_fails(hub: Hub) -> None:
    assert only(hub.sync(NotModified(url=f"{HUB}x/")))[0] == "fail"


def test_a_change_at_the_source_updates_the_draft(hub: Hub) -> None:
    hub.sync(article())
    report = hub.sync(article(title="Changed"))
    page = ArticlePage.objects.get()
    assert report.counts == {"update": 1}
    assert page.get_latest_revision_as_object().title == "Changed"
    assert page.revisions.count() == 2
    assert hub.sync(article(title="Changed")).counts == {"unchanged": 1}


def test_what_does_not_show_on_the_page_makes_no_revision(hub: Hub) -> None:
    hub.sync(article())
    report = hub.sync(article(fingerprint="another"))
    assert only(report) == ("unchanged", "what changed at the source does not show on the page")
    assert ArticlePage.objects.get().revisions.count() == 1
    assert SourceDocument.objects.get().fingerprint == "another"


def test_an_edited_page_is_merged(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, summary="My words.")
    assert only(hub.sync(article()))[0] == "unchanged"
    report = hub.sync(article(title="Changed"))
    assert only(report) == ("merge", "")
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.summary) == ("Changed", "My words.")
    assert report.status == "done"


def test_publishing_a_draft_untouched_is_no_edit(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, publish=True)
    assert hub.sync(article(title="Changed")).counts == {"update": 1}
    page = ArticlePage.objects.get()
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "All about careers", True)


def test_an_edit_between_plan_and_writing_is_a_conflict(hub: Hub, editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.sync(article())
    write = applying.Writer.apply

    def edit_first(self: Any, *arguments: Any) -> Any:
        edit(ArticlePage.objects.get(), editor, title="Mine")
        return write(self, *arguments)

    monkeypatch.setattr(applying.Writer, "apply", edit_first)
    assert only(hub.sync(article(title="Theirs")))[0] == "conflict"
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "Mine"


def test_a_locked_page_is_held(hub: Hub) -> None:
    hub.sync(article())
    ArticlePage.objects.update(locked=True)
    assert only(hub.sync(article(title="Changed"))) == ("held", "the page is locked")


def test_a_deleted_page_is_not_made_again(hub: Hub) -> None:
    hub.sync(article())
    ArticlePage.objects.get().delete()
    outcome, reason = only(hub.sync(article(title="Changed")))
    assert outcome == "held"
    assert "deleted by an editor" in reason
    assert not ArticlePage.objects.exists()


class TestPublish:
    @pytest.fixture(autouse=True)
    def _publish(self, source: Source) -> None:
        source.policy = Source.Policy.PUBLISH
        source.save()

    def test_created_and_updated_pages_are_live(self, hub: Hub) -> None:
        hub.sync(article())
        page = ArticlePage.objects.get()
        assert (page.live, page.has_unpublished_changes) == (True, False)
        hub.sync(article(title="Changed"))
        page.refresh_from_db()
        assert (page.title, page.has_unpublished_changes, page.live) == ("Changed", False, True)
        assert page.live_revision_id == page.latest_revision_id

    def test_children_keep_their_primary_keys(self, hub: Hub) -> None:
        hub.sync(article())
        page = ArticlePage.objects.get()
        roles = list(page.roles.values_list("pk", flat=True))
        figure = page.figures.first().pk
        more = [role("Engineering managers"), role("Analyst"), role("Project Managers", "<p>Else.</p>")]
        hub.sync(article(roles=more, figures=[salary("$170,000", 170000.0)]))
        assert list(page.roles.values_list("pk", flat=True))[0::2] == roles
        assert page.figures.get().pk == figure
        assert page.figures.get().text == "$170,000"
        new = page.roles.get(title="Analyst").pk
        hub.sync(article(roles=more, title="Again"))
        assert page.roles.get(title="Analyst").pk == new

    def test_what_its_children_say_is_found_at_once(self, hub: Hub) -> None:
        hub.sync(article(roles=[role("Surveyor")]))
        assert ArticlePage.objects.search("surveyor").count() == 1
        hub.sync(article(roles=[role("Cartographer")]))
        assert ArticlePage.objects.search("cartographer").count() == 1
        assert ArticlePage.objects.search("surveyor").count() == 0

    def test_an_unpublished_page_is_not_published_again(self, hub: Hub) -> None:
        hub.sync(article())
        ArticlePage.objects.get().unpublish()
        outcome, reason = only(hub.sync(article(title="Changed")))
        assert (outcome, ArticlePage.objects.get().live) == ("update", False)
        assert "unpublished changes" in reason


class TestWorkflow:
    @pytest.fixture(autouse=True)
    def _policy(self, source: Source) -> None:
        source.policy = Source.Policy.WORKFLOW
        source.save()

    def test_a_page_is_submitted_and_held_while_in_moderation(self, hub: Hub, index: Any) -> None:
        workflow = Workflow.objects.create(name="Check")
        WorkflowTask.objects.create(workflow=workflow, task=Task.objects.first(), sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=index)
        hub.sync(article())
        assert ArticlePage.objects.get().workflow_in_progress
        assert only(hub.sync(article(title="Changed"))) == ("held", "the page is in moderation")

    def test_without_a_workflow_it_stays_a_draft_and_says_so(self, hub: Hub) -> None:
        WorkflowPage.objects.all().delete()
        outcome, reason = only(hub.sync(article()))
        assert (outcome, ArticlePage.objects.get().live) == ("create", False)
        assert "no workflow" in reason


def test_two_articles_with_one_slug_are_both_kept(hub: Hub) -> None:
    other = article("careers", url="https://hub.example/other/careers/", title="Another")
    assert hub.sync(article(), other).counts == {"create": 2}
    assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == ["careers", "careers-2"]
    assert hub.sync(article(), other).counts == {"unchanged": 2}


def test_a_moved_article_keeps_its_page(hub: Hub) -> None:
    hub.sync(article(), article("stays"))
    moved = article("careers", url="https://hub.example/new/careers/")
    report = hub.sync(moved, article("stays"))
    assert report.articles[0].outcome == "redirect"
    assert report.articles[0].reason.startswith(f"moved from {HUB}careers/")
    document = SourceDocument.objects.get(slug="careers")
    assert (document.url, document.aliases) == (moved.url, [f"{HUB}careers/"])
    assert ArticlePage.objects.count() == 2
    assert hub.sync(moved, article("stays")).counts == {"unchanged": 2}


def test_a_title_of_300_characters_is_shortened_and_kept_in_full(hub: Hub) -> None:
    title = "word " * 60
    outcome, reason = only(hub.sync(article(title=title)))
    page = ArticlePage.objects.get()
    assert outcome == "create"
    assert "299 characters and was shortened" in reason
    assert len(page.title) <= 255
    assert page.title.endswith("word…")
    assert SourceDocument.objects.get().record["title"] == title


def test_rejects_and_failures_are_counted_and_the_rest_goes_on(hub: Hub) -> None:
    report = hub.sync(
        Failure(url=f"{HUB}gone/", outcome="fail", reason="the server answered 404 Not Found", status=404),
        Failure(url=f"{HUB}empty/", outcome="reject", reason="the page is empty"),
        article(),
    )
    assert report.counts == {"create": 1, "reject": 1, "fail": 1}
    assert (report.status, report.is_well) == ("problems", False)
    assert SyncRunArticle.objects.filter(outcome="fail").get().reason == "the server answered 404 Not Found"


def test_an_address_longer_than_the_database_takes_is_rejected(hub: Hub) -> None:
    assert only(hub.sync(article(url=HUB + "x" * 1000)))[0] == "reject"


def test_an_address_that_comes_twice_is_rejected_the_second_time(hub: Hub) -> None:
    assert [each.outcome for each in hub.sync(article(), article()).articles] == ["create", "reject"]


def test_remarks_of_the_crawl_stand_in_the_reason(hub: Hub) -> None:
    odd = CrawledArticle(article=article(), notes=["published lies in the future: 2031-01-01"])
    assert only(hub.sync(odd)) == ("create", "published lies in the future: 2031-01-01")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_error_in_the_middle_leaves_no_half_page(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = ArticlePage.save_revision

    def broken(self: ArticlePage, *arguments: Any, **options: Any) -> Any:
        if self.slug == "bad":
            raise ValueError("no room left")
        return publish(self, *arguments, **options)

    monkeypatch.setattr(ArticlePage, "save_revision", broken)
    report = hub.sync(article("bad"), article("good"))
    assert report.counts == {"create": 1, "fail": 1}
    assert report.articles[0].reason == "ValueError: no room left"
    assert list(ArticlePage.objects.values_list("slug", flat=True)) == ["good"]
    assert SourceDocument.objects.count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_plan_writes_nothing(hub: Hub) -> None:
    hub.sync(article(), article("other"))
    before = _rows()
    report = hub.plan(article(title="Changed"), article("third"))
    assert _rows() == before
    assert [each.outcome for each in report.articles] == ["update", "create"]
    assert (report.run, report.status) == (None, "planned")
    assert hub.specifications[-1].cache_folder is None
    assert hub.specifications[-1].known == []


def test_a_crawl_that_broke_off_is_synced_as_far_as_it_came(hub: Hub) -> None:
    hub.end = None
    report = hub.sync(article())
    assert report.counts == {"create": 1}
    assert report.status == "problems"
    assert "broke off" in report.line()
    assert not SyncRun.objects.get().complete


def test_an_incomplete_crawl_says_so(hub: Hub) -> None:
    hub.end = End(complete=False, reason="closespider_timeout")
    assert "incomplete: closespider_timeout" in hub.sync(article()).message


def test_a_part_that_was_asked_for_is_no_incomplete_crawl(hub: Hub) -> None:
    hub.end = End(complete=False, reason="finished")
    assert hub.sync(article(), limit=1).status == "done"
    assert hub.sync(article()).status == "problems"


def test_a_crawl_that_cannot_run_is_a_failed_run(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> str:
        raise CrawlFailed("error: nothing works")

    monkeypatch.setattr(running, "crawl", broken)
    report = hub.sync()
    assert (report.status, report.is_well) == ("failed", False)
    assert SyncRun.objects.get().message == "error: nothing works"


def test_without_an_index_page_the_run_fails_with_a_sentence(hub: Hub, source: Source, index: Any) -> None:
    source.target = None
    source.save()
    index.delete()
    assert "no article index page" in hub.sync(article()).message


def test_terms_and_people_are_made_once_and_keep_their_names(hub: Hub) -> None:
    hub.sync(article())
    Author.objects.filter(slug="mara-quill").update(name="Dr. Mara Quill")
    hub.sync(article(), article("other", roles=[role("engineering managers")]))
    assert Author.objects.get(slug="mara-quill").name == "Dr. Mara Quill"
    assert Role.objects.filter(slug="engineering-manager").count() == 1


def test_report_has_exactly_the_promised_keys(hub: Hub) -> None:
    report = hub.sync(article()).to_dict()
    assert list(report) == ["run", "status", "counts", "articles"]
    assert list(report["articles"][0]) == ["url", "outcome", "reason", "page"]
    assert report["articles"][0]["page"] == ArticlePage.objects.get().pk


def _rows() -> dict[str, int]:
    models = [*apps.get_models(include_auto_created=True), get_user_model()]
    return {model._meta.label: model._default_manager.count() for model in models if model._meta.managed}


def test_a_saved_page_never_hides_what_the_crawl_stored(hub: Hub, tmp_path: Any) -> None:
    hub.sync(article())
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Old</h1><p>What the page said long ago, before it was changed.</p></body></html>")
    run = running.request_run(hub.source, SyncRun.Trigger.INGEST)
    running.ingest_pages(run, [SavedPage(name="page.html", path=page, url=f"{HUB}careers/")])
    hub.sync(article())
    assert hub.specifications[-1].known == []
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "All about careers"


def test_a_source_that_allows_few_articles_is_crawled_in_part(hub: Hub) -> None:
    hub.sync(article("a"), article("b"))
    Source.objects.update(most_articles=1)
    hub.source.refresh_from_db()
    assert hub.sync(article("a")).counts == {"unchanged": 1}
    asked = hub.specifications[-1]
    assert (asked.limit, asked.expected, asked.wanted_images) == (1, [], [])
    assert SourceDocument.objects.get(slug="b").missing_count == 0
    hub.plan(article("a"))
    assert hub.specifications[-1].limit == 1
