"""A draft of the fast way is the draft that the slow way makes; what anybody touched is left to the slow way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelsearch.index import insert_or_update_object
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, Page, ReferenceIndex, Revision, Workflow

from articles.models import ArticlePage, ArticleRelated, Author, PartLock, Proposal, SourceDocument
from articles.sync.bulk import update as updating
from scraper import blocks
from scraper.items import Figure, RelatedArticle, ScrapedArticle, Term
from tests.articles.sync.bulk.conftest import Place
from tests.articles.sync.bulk.rows import rows_below
from tests.articles.sync.bulk.varied import to_write
from tests.articles.sync.conftest import edit
from tests.articles.sync.samples import HUB, article, body, growth, role, salary

MANY = 100

CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {"fingerprint": "another"},
    "title": {"title": "A new title", "summary": "A new summary."},
    "text": {"blocks": body("<p>Managers <i>listen</i>.</p>")},
    "blocks": {"blocks": [blocks.RichTextBlock(id="new", html="<p>First.</p>"), *reversed(body()[:4])]},
    "roles": {"roles": [role("Project Manager"), role("Surveyor"), role("Engineering manager", "<p>Lead.</p>")]},
    "figures": {"figures": [growth(), salary("$1", 1.0), Figure(kind="count", text="5 of 7", amount=5)]},
    "terms": {"topics": [Term(name="Zeta", slug="zeta"), Term(name="Alpha", slug="alpha")], "areas_of_study": []},
    "related": {
        "related": [RelatedArticle(title="New", url=f"{HUB}new/"), RelatedArticle(title="", url=f"{HUB}other/")],
    },
    "less": {"authors": [], "roles": [], "citations": [], "programs": [], "editors_note": None, "published": None},
}  # fmt: skip


def changed(*steps: str) -> list[ScrapedArticle]:
    """The article of each change, after these steps of it."""
    made = []
    for name, change in CHANGES.items():
        values: dict[str, Any] = {}
        for step in steps:
            values |= {"first": {}, "then": change, "again": {"title": f"{name} again", "roles": [role("Auditor")]}}[
                step
            ]
        made.append(article(name, **values))
    return made  # fmt: skip


def publish_all(place: Place) -> None:
    for page in ArticlePage.objects.child_of(place.index):
        page.get_latest_revision().publish(user=place.user, skip_permission_checks=True)
    index_all(place)


def index_all(place: Place) -> None:
    """What Wagtail itself leaves to the next save of a page, even of a draft.

    It reads a page for its search index before the children are written, and keeps what an entry of the library was
    found or referred to by when the entry is gone.
    """
    with transaction.atomic():
        for page in ArticlePage.objects.child_of(place.index):
            insert_or_update_object(page)
            ReferenceIndex.create_or_update_for_object(page)


def relate_all(place: Place) -> None:
    """Link what is related to a page that is deleted later."""
    target = Page.get_first_root_node().add_child(title="Target", slug=f"target-of-{place.index.slug}")
    ArticleRelated.objects.filter(page__in=ArticlePage.objects.child_of(place.index)).update(related_page=target)


def lose_what_is_linked(place: Place) -> None:
    Author.objects.filter(slug="mara-quill").delete()
    Page.objects.get(slug=f"target-of-{place.index.slug}").delete()
    index_all(place)


Step = Callable[[Place], Any] | list[str]
LIVES: dict[str, list[Step]] = {
    "a draft": [["first", "then"]],
    "a draft, twice": [["first", "then"], ["first", "then", "again"]],
    "published": [publish_all, ["first", "then"]],
    "published, then a draft": [publish_all, ["first", "then"], ["first", "then", "again"]],
    "published again": [publish_all, ["first", "then"], publish_all, ["first", "then", "again"], ["first"]],
    "linked to what goes": [publish_all, relate_all, ["first", "then"], lose_what_is_linked, ["first", "again"]],
}


@pytest.mark.parametrize("life", LIVES)
def test_every_row_is_that_of_the_slow_way(usual: Place, fast: Place, life: str) -> None:
    usual.create(to_write(changed("first")))
    fast.create(to_write(changed("first")))
    for step in LIVES[life]:
        if isinstance(step, list):
            told = {each.outcome for each in usual.update_plainly(changed(*step))}
            assert None not in fast.update(changed(*step))
            assert told <= {"update", "unchanged"}
        else:
            step(usual)
            step(fast)
    for wanted, got in zip(rows_below(usual.index), rows_below(fast.index), strict=True):
        for part, rows in wanted.items():
            assert got[part] == rows, (wanted["page"]["slug"], part)


def test_what_is_told_is_what_the_slow_way_tells(usual: Place, fast: Place) -> None:
    for place in (usual, fast):
        place.create(to_write(changed("first")))
    for told, updated in zip(usual.update_plainly(changed("then")), fast.update(changed("then")), strict=True):
        assert updated is not None
        assert updated.meeting.outcome == told.outcome
        assert updated.meeting.changed == told.details.get("changed", [])
        assert (updated.revision is None) == (told.outcome == "unchanged")
        assert sorted(updated.before) == sorted({**told.before, "wrote": 0}.keys() - {"wrote"})
        assert updated.before["document"].keys() == told.before["document"].keys()


def test_few_queries_update_many_pages(fast: Place) -> None:
    fast.create(to_write([article(f"a-{number}") for number in range(MANY)]))
    news = [article(f"a-{number}", title=f"New {number}", roles=[role("Surveyor")]) for number in range(MANY)]
    with CaptureQueriesContext(connection) as queries:
        assert all(fast.update(news))
    overhead = MANY  # the documents' keys, which the helper of this test looks up one by one
    assert len(queries) - overhead <= MANY
    assert ArticlePage.objects.filter(draft_title__startswith="New").count() == MANY


def _lock(page: ArticlePage, editor: Any) -> None:
    page.locked = True
    page.save()


def _start_workflow(page: ArticlePage, editor: Any) -> None:
    Workflow.objects.first().start(page, editor)


def _schedule(page: ArticlePage, editor: Any) -> None:
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=timezone.now() + timedelta(days=1))


def _open_in_editor(page: ArticlePage, editor: Any) -> None:
    EditingSession.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
        is_editing=True,
    )


def _comment(page: ArticlePage, editor: Any) -> None:
    Comment.objects.create(page=page, user=editor, text="Is that so?", contentpath="title")


def _edit(page: ArticlePage, editor: Any) -> None:
    edit(page, editor, title="An editor's title")


def _edit_without_a_change(page: ArticlePage, editor: Any) -> None:
    edit(page, editor)


def _lock_a_part(page: ArticlePage, editor: Any) -> None:
    PartLock.objects.create(document=page.source_document, part='["title"]')


def _leave_a_proposal(page: ArticlePage, editor: Any) -> None:
    Proposal.objects.create(document=page.source_document, part='["title"]')


def _withdraw(page: ArticlePage, editor: Any) -> None:
    SourceDocument.objects.filter(page=page).update(withdrawn_at=timezone.now())


def _delete(page: ArticlePage, editor: Any) -> None:
    page.delete()


def _make_an_alias(page: ArticlePage, editor: Any) -> None:
    Page.objects.filter(pk=page.pk).update(alias_of=page.get_parent())


TOUCHES = [
    _lock, _start_workflow, _schedule, _open_in_editor, _comment, _edit, _edit_without_a_change, _lock_a_part,
    _leave_a_proposal, _withdraw, _delete, _make_an_alias,
]  # fmt: skip


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_page_that_somebody_touched_is_left_to_the_slow_way(fast: Place, editor: Any, touch: Any) -> None:
    fast.create(to_write([article(), article("other")]))
    touch(ArticlePage.objects.get(slug="careers"), editor)
    before = SourceDocument.objects.get(slug="careers")
    left, taken = fast.update([article(title="News"), article("other", title="News")])
    assert left is None
    assert taken is not None
    after = SourceDocument.objects.get(slug="careers")
    assert (after.fingerprint, after.record, after.last_seen_at) == (
        before.fingerprint,
        before.record,
        before.last_seen_at,
    )
    assert not ArticlePage.objects.filter(slug="careers", draft_title="News").exists()
    assert ArticlePage.objects.get(slug="other").draft_title == "News"


def test_a_page_whose_article_has_another_slug_now_is_left_to_the_slow_way(fast: Place) -> None:
    fast.create(to_write([article()]))
    assert fast.update([replace(article(title="News"), slug="another")]) == [None]


def test_an_error_leaves_nothing(fast: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    fast.create(to_write([article(), article("other")]))
    before = rows_below(fast.index)
    monkeypatch.setattr(updating, "update_documents", _broken)
    with pytest.raises(OSError, match="no room"):
        fast.update([article(title="News")])
    assert rows_below(fast.index) == before


def test_a_value_that_a_page_may_not_have_stops_the_batch(fast: Place) -> None:
    fast.create(to_write([article()]))
    with pytest.raises(ValidationError):
        fast.update([article(title="")])
    assert Revision.objects.count() == 1


def test_readers_see_no_draft(fast: Place) -> None:
    fast.create(to_write([article()]), publish=True)
    fast.update([article(title="News about surveyors", blocks=body("<p>Surveyors.</p>"))])
    page = ArticlePage.objects.get()
    assert (page.title, page.draft_title) == ("All about careers", "News about surveyors")
    assert page.live_revision_id != page.latest_revision_id
    assert list(ArticlePage.objects.search("surveyors")) == []
    page.get_latest_revision().publish(user=fast.user, skip_permission_checks=True)
    assert [each.title for each in ArticlePage.objects.search("surveyors")] == ["News about surveyors"]
    assert Page.find_problems() == ([], [], [], [], [])


def _broken(*_arguments: Any) -> None:
    raise OSError("no room")
