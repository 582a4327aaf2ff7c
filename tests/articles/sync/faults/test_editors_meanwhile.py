"""Editors go on while a run writes: whatever they do to the pages, the run ends, and what they did stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page

from articles.models import ArticleIndexPage, ArticlePage, Source, SourceDocument
from articles.sync import session
from articles.sync.report import Report
from scraper.records import Unlisted
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article

pytestmark = pytest.mark.django_db

SLUGS = ("changed", "changed-too", "changed-as-well", "stays", "goes", "moves")
WROTE = ("update", "merge", "conflict", "unchanged", "redirect", "withdraw", "held")
Act = Callable[[ArticlePage, Any], Any]


def move(page: ArticlePage, _editor: Any) -> None:
    page.move(ArticleIndexPage.objects.get(slug="elsewhere"), pos="last-child")


ACTS: dict[str, Act] = {
    "deletes": lambda page, _editor: page.delete(),
    "moves": move,
    "publishes": lambda page, editor: page.get_latest_revision().publish(user=editor),
    "unpublishes": lambda page, editor: page.live and page.unpublish(user=editor),
    "edits": lambda page, editor: edit(page, editor, summary="My words."),
    "publishes an edit": lambda page, editor: edit(page, editor, publish=True, summary="My words."),
}


@pytest.fixture
def filled(hub: Hub, index: ArticleIndexPage, request: pytest.FixtureRequest) -> Hub:
    Page.get_first_root_node().add_child(instance=ArticleIndexPage(title="Elsewhere", slug="elsewhere"))
    Source.objects.update(withdraw_after=1, withdraw_share=100, policy=request.param)
    hub.source.refresh_from_db()
    hub.sync(*(article(slug) for slug in SLUGS))
    return hub


def second_edition() -> list[Any]:
    return [
        article("changed", title="New title"),
        article("changed-too", title="New title"),
        article("changed-as-well", title="New title"),
        article("stays"),
        Unlisted(url=f"{HUB}goes/", state="gone", status=404, reason="the server answered 404 Not Found"),
        article("moves", url=f"{HUB}new/moves/"),
        article("comes"),
    ]


def listed() -> list[Any]:
    """The same without the article that is gone: whose page is deleted is not asked for."""
    return [each for each in second_edition() if not isinstance(each, Unlisted)]


def during(hub: Hub, moment: str, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Report:
    """The run of the second edition, with something that happens in the middle of it."""
    if moment == "between plan and writing":
        write = session.write_pages
        monkeypatch.setattr(session, "write_pages", lambda *given, **named: (act(), write(*given, **named))[1])
        report = hub.sync(*second_edition())
        monkeypatch.setattr(session, "write_pages", write)
        return report
    happened: list[int] = []

    def progress(phase: str, done: int, _total: int) -> None:
        if phase == "write" and not happened:
            happened.append(done)
            act()

    report = hub.sync(*second_edition(), progress=progress)
    assert happened
    return report


@pytest.mark.parametrize("filled", ["draft", "publish"], indirect=True)
@pytest.mark.parametrize("moment", ["between plan and writing", "between two pages"])
@pytest.mark.parametrize("act", ACTS)
def test_the_run_ends_and_what_the_editor_did_stands(
    filled: Hub, editor: Any, monkeypatch: pytest.MonkeyPatch, act: str, moment: str
) -> None:
    pages = list(ArticlePage.objects.values_list("pk", flat=True))

    def meanwhile() -> None:
        for key in pages:
            ACTS[act](ArticlePage.objects.get(pk=key), editor)

    report = during(filled, moment, meanwhile, monkeypatch)
    assert report.status == "done", (report.message, report.articles)
    assert {each.outcome for each in report.articles} <= {*WROTE, "create"}
    assert Page.find_problems() == ([], [], [], [], [])
    left = ArticlePage.objects.filter(pk__in=pages)
    assert left.count() == (0 if act == "deletes" else len(pages))
    for page in left:
        if "edit" in act:
            assert page.get_latest_revision_as_object().summary == "My words."
        if act == "moves":
            assert page.get_parent().slug == "elsewhere"
    again = filled.sync(*listed())
    assert set(again.counts) <= {"unchanged", "held"}, again.articles
    assert SourceDocument.objects.exclude(page=None).count() == ArticlePage.objects.count()


@pytest.mark.parametrize("filled", ["draft"], indirect=True)
def test_the_target_page_is_deleted_meanwhile(filled: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile() -> None:
        ArticleIndexPage.objects.get(slug="articles").delete()

    report = during(filled, "between two pages", meanwhile, monkeypatch)
    assert report.status in ("done", "problems")
    assert not ArticlePage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])
    filled.source.refresh_from_db()
    outcomes = {each.url: each.outcome for each in filled.sync(*listed()).articles}
    assert set(outcomes.values()) <= {"create", "held"}, outcomes
