"""Links between articles of one hub: page links as soon as the target is here, in whichever run it comes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, Revision

from articles.models import ArticlePage, Proposal, Source, SourceDocument, SourceReference, SyncRun, SyncRunArticle
from articles.sync.importer import import_user
from articles.sync.resolve import resolve
from articles.sync.undo import undo_run
from scraper import blocks
from scraper.items import EditorsNote, RelatedArticle, ScrapedArticle
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article, role

OTHER = f"{HUB}other/"


def link(slug: str = "other", words: str = "there") -> str:
    return f'<a href="{HUB}{slug}/">{words}</a>'


def linking(slug: str = "careers", to: str = "other", **changes: Any) -> ScrapedArticle:
    """An article that links to another one in every place where a link can stand."""
    html = f"<p>See {link(to)}.</p>"
    texts: list[blocks.Block] = [
        blocks.RichTextBlock(id="p1", html=f"<p>One.</p>{html}"),
        blocks.QuoteBlock(id="q1", html=html),
        blocks.TableBlock(id="t1", header=["A"], rows=[[link(to, "cell")]]),
        blocks.KeyPointsBlock(id="k1", items=[link(to, "point")]),
        blocks.FaqBlock(id="f1", items=[blocks.FaqItem(question="Why?", answer_html=html)]),
        blocks.CallToActionBlock(id="c1", text="", url=f"{HUB}{to}/", label="Go"),
    ]
    said: dict[str, Any] = {
        "blocks": texts,
        "roles": [role("Manager", html)],
        "editors_note": EditorsNote(text="See there.", html=html),
        "related": [RelatedArticle(title="There", url=f"{HUB}{to}/")],
    }
    return article(slug, **(said | changes))


def other(slug: str = "other", **changes: Any) -> ScrapedArticle:
    return article(slug, **({"related": [], "blocks": []} | changes))


def page_of(slug: str) -> ArticlePage:
    return ArticlePage.objects.get(source_document__url=f"{HUB}{slug}/")


def draft(slug: str = "careers") -> ArticlePage:
    return page_of(slug).get_latest_revision_as_object()


def texts(page: ArticlePage) -> str:
    return " ".join([str(page.body.get_prep_value()), *(each.html for each in page.roles.all()), page.editors_note])


def links_to(page: ArticlePage, target: ArticlePage) -> int:
    """How many links of the page's texts lead to the target."""
    return texts(page).count(f'<a linktype="page" id="{target.pk}">')


def addresses(page: ArticlePage) -> int:
    return len(re.findall(r'<a href="https://hub.example', texts(page)))


def assert_linked(slug: str = "careers", to: str = "other") -> None:
    page, target = draft(slug), page_of(to)
    assert (links_to(page, target), addresses(page)) == (7, 0)
    assert [each.related_page_id for each in page.related.all()] == [target.pk]
    assert page.body[-1].value["url"] == f"{HUB}{to}/", "a call to action keeps its address"


def revisions(slug: str = "careers") -> int:
    return Revision.page_revisions.filter(object_id=str(page_of(slug).pk)).count()


def test_a_target_that_is_here_is_linked_at_once(hub: Hub) -> None:
    hub.sync(other())
    hub.sync(other(), linking())
    assert_linked()
    assert revisions() == 1
    assert set(SourceReference.objects.values_list("kind", "url", "target__url")) == {
        ("link", OTHER, OTHER),
        ("related", OTHER, OTHER),
    }


@pytest.mark.parametrize("number", [1, 4], ids=["page by page", "many at once"])
def test_targets_of_the_same_run_cost_no_second_revision(hub: Hub, number: int) -> None:
    pages = [linking(f"a{place}") for place in range(number)]
    report = hub.sync(*pages, other())
    assert report.counts == {"create": number + 1}
    assert f"came later were put into {number} page" in report.message
    for place in range(number):
        assert_linked(f"a{place}")
        assert revisions(f"a{place}") == 1
    assert hub.sync(*pages, other()).counts == {"unchanged": number + 1}
    assert hub.sync(*pages, other()).message == ""
    assert Revision.objects.count() == number + 1


def test_completed_pages_are_those_that_would_have_been_linked_at_once(hub: Hub) -> None:
    hub.sync(other(), other("x"), other("y"), linking("after"))
    hub.sync(linking("before"), linking("b2", to="z"), linking("b3", to="z"), linking("b4", to="z"), other("z"))
    hub.sync(linking("late", to="z"))
    completed, linked = page_of("b2"), page_of("late")
    for one, two in ((completed, linked), (draft("b2"), draft("late"))):
        assert one.body.get_prep_value() == two.body.get_prep_value()
        assert one.editors_note == two.editors_note
        assert [each.html for each in one.roles.all()] == [each.html for each in two.roles.all()]
        assert [each.related_page_id for each in one.related.all()] == [page_of("z").pk]
    ignored = {"pk", "title", "slug", "draft_title", "translation_key", "latest_revision_created_at", "path"}
    one, two = (each.latest_revision.content for each in (completed, linked))
    assert one.keys() == two.keys()
    assert one["body"] == two["body"]
    assert [name for name in one if name not in ignored and _bare(one[name]) != _bare(two[name])] == ["url_path"]
    assert _indexed(completed) == _indexed(linked)
    document = completed.source_document
    assert document.written_revision == completed.latest_revision_id


def _bare(value: Any) -> Any:
    """Without the keys of rows."""
    if isinstance(value, list):
        return [
            {k: v for k, v in each.items() if k not in ("pk", "page")} if isinstance(each, dict) else each
            for each in value
        ]
    return value


def _indexed(page: ArticlePage) -> list[tuple[Any, ...]]:
    rows = ReferenceIndex.objects.filter(
        object_id=str(page.pk), base_content_type=ContentType.objects.get_for_model(Page)
    )
    return sorted(
        (model, re.sub(r"\.\d+\.", ".N.", path), kind, to)
        for model, path, kind, to in rows.values_list("model_path", "content_path", "to_content_type", "to_object_id")
    )


class TestLaterRun:
    @pytest.fixture(autouse=True)
    def _first(self, hub: Hub, editor: Any) -> None:
        self.hub, self.editor = hub, editor
        hub.sync(linking())
        assert addresses(draft()) == 7
        assert SourceReference.objects.filter(target__isnull=True).count() == 2

    def test_it_heals_in_the_import_users_name(self) -> None:
        report = self.hub.sync(linking(), other())
        assert report.counts == {"create": 1, "unchanged": 1}
        assert "links or images that came later were put into 1 page" in report.message
        assert_linked()
        assert page_of("careers").latest_revision.user == import_user()
        assert (revisions(), revisions("other")) == (2, 1)
        assert SyncRunArticle.objects.filter(run=report.run).count() == 2
        row = SyncRunArticle.objects.get(run=report.run, outcome="unchanged")
        assert "came later" in row.reason
        assert row.before["wrote"] == page_of("careers").latest_revision_id
        assert row.before["revision"] != row.before["wrote"]

    def test_the_page_counts_as_unedited(self) -> None:
        self.hub.sync(linking(), other())
        assert self.hub.sync(linking(title="New"), other()).counts == {"update": 1, "unchanged": 1}
        assert draft().title == "New"
        assert_linked()
        assert revisions() == 3

    def test_neither_run_nor_plan_sees_a_change_in_it(self) -> None:
        self.hub.sync(linking(), other())
        assert self.hub.sync(linking(), other()).counts == {"unchanged": 2}
        # Even where the source's fingerprint moves without a change that shows.
        assert self.hub.plan(linking(fingerprint="x"), other()).counts == {"unchanged": 2}
        assert self.hub.sync(linking(fingerprint="x"), other()).counts == {"unchanged": 2}
        assert revisions() == 2

    def test_an_editors_words_stay_and_still_count_as_theirs(self) -> None:
        edit(page_of("careers"), self.editor, summary="My summary.")
        self.hub.sync(linking(), other())
        assert_linked()
        assert draft().summary == "My summary."
        report = self.hub.sync(linking(title="New", summary="Their summary."), other())
        assert report.counts == {"conflict": 1, "unchanged": 1}
        assert (draft().title, draft().summary) == ("New", "My summary.")
        [proposal] = Proposal.objects.all()
        assert proposal.part == '["summary"]'

    def test_a_draft_of_an_editor_is_not_published_with_it(self) -> None:
        Source.objects.update(policy=Source.Policy.PUBLISH)
        page_of("careers").latest_revision.publish()
        edit(page_of("careers"), self.editor, summary="Not yet.")
        self.hub.source.refresh_from_db()
        self.hub.sync(linking(), other())
        assert_linked()
        assert page_of("careers").summary != "Not yet."

    def test_a_live_page_is_published_where_the_source_says_so(self) -> None:
        Source.objects.update(policy=Source.Policy.PUBLISH)
        page_of("careers").latest_revision.publish()
        self.hub.source.refresh_from_db()
        self.hub.sync(linking(), other())
        live = page_of("careers")
        assert not live.has_unpublished_changes
        assert links_to(live, page_of("other")) == 7
        used = ReferenceIndex.get_references_to(page_of("other"))
        assert used.filter(object_id=str(live.pk)).count() == 8

    def test_a_locked_page_waits_for_a_later_run(self) -> None:
        ArticlePage.objects.update(locked=True)
        self.hub.sync(linking(), other())
        assert addresses(draft()) == 7
        ArticlePage.objects.update(locked=False)
        assert self.hub.sync(linking(), other()).counts == {"unchanged": 2}
        assert_linked()

    def test_a_target_that_moved_since_is_found_by_its_old_address(self) -> None:
        self.hub.sync(linking(), other(fingerprint="f"))
        moved = other("new-name", title="All about other", fingerprint="f")
        assert self.hub.sync(linking(), moved).counts == {"unchanged": 1, "redirect": 1}
        assert self.hub.sync(linking(title="New"), moved).counts == {"update": 1, "unchanged": 1}
        assert links_to(draft(), page_of("new-name")) == 7
        assert revisions() == 3


def test_spellings_of_an_address_are_one_link(hub: Hub) -> None:
    said = "".join(
        f'<p><a href="{each}">there</a></p>'
        for each in ("http://hub.example/articles/other", "https://www.hub.example/articles/other/?utm_source=x")
    )
    hub.sync(other(), article(blocks=[blocks.RichTextBlock(id="p1", html=said)], related=[]))
    assert links_to(draft(), page_of("other")) == 2
    now = said.replace("http://hub", "https://hub")
    changed = article(blocks=[blocks.RichTextBlock(id="p1", html=now)], related=[])
    assert hub.sync(other(), changed).counts == {"unchanged": 2}


def test_a_fragment_keeps_the_address(hub: Hub) -> None:
    html = f'<p><a href="{OTHER}#pay">there</a></p>'
    hub.sync(other(), article(blocks=[blocks.RichTextBlock(id="p1", html=html)], related=[]))
    assert draft().body[0].value.source == html
    assert not SourceReference.objects.exists()


def test_an_editors_own_page_links_come_out_as_they_were(hub: Hub, editor: Any) -> None:
    hub.sync(
        other(), article(blocks=[blocks.RichTextBlock(id="p1", html="<p>One.</p><p>So.</p><p>Two.</p>")], related=[])
    )
    root, target = Page.objects.get(depth=1).pk, page_of("other").pk
    mine = f'<p>See <a linktype="page" id="{target}">it</a> and <a linktype="page" id="{root}">it</a>.</p><p>So.</p>'
    raw = page_of("careers").body.get_prep_value()
    raw[0]["value"] = f"{mine}<p>Two.</p>"
    edit(page_of("careers"), editor, body=raw)
    changed = article(
        blocks=[blocks.RichTextBlock(id="p1", html="<p>One.</p><p>So.</p><p>Two is theirs.</p>")], related=[]
    )
    assert hub.sync(other(), changed).counts == {"merge": 1, "unchanged": 1}
    assert draft().body[0].value.source == f"{mine}<p>Two is theirs.</p>"


def test_an_editors_choice_of_a_related_page_stays(hub: Hub, editor: Any) -> None:
    hub.sync(other(), other("third"), linking())
    page = draft()
    chosen = page_of("third")
    rows = list(page.related.all())
    rows[0].related_page = chosen
    edit(page_of("careers"), editor, related=rows)
    for number in range(2):
        hub.sync(other(), other("third"), linking(title=f"Title {number}"))
        assert [each.related_page_id for each in draft().related.all()] == [chosen.pk]
        assert draft().title == f"Title {number}"


def test_a_related_page_that_an_editor_took_out_stays_out(hub: Hub, editor: Any) -> None:
    hub.sync(other(), linking())
    [row] = draft().related.all()
    row.related_page = None
    edit(page_of("careers"), editor, related=[row])
    for title in ("New", "Newer"):
        hub.sync(other(), linking(title=title))
        assert (draft().title, draft().related.get().related_page) == (title, None)
    hub.sync(other(), linking(title="Newer", fingerprint="but nothing shows"))
    late = RelatedArticle(title="Late", url=f"{HUB}late/")
    hub.sync(other(), linking(title="Newest", related=[*linking().related, late]))
    hub.sync(other("late"))
    assert [each.related_page for each in draft().related.all()] == [None, page_of("late").page_ptr]


def test_a_link_to_a_deleted_page_falls_back_to_its_address(hub: Hub, editor: Any) -> None:
    hub.sync(other(), linking())
    edit(page_of("careers"), editor, summary="My summary.")
    page_of("other").delete()
    hub.sync(other(), linking())
    assert not SourceReference.objects.filter(target__isnull=False).exists()
    assert hub.sync(other(), linking(title="New")).counts == {"held": 1, "merge": 1}
    assert (addresses(draft()), draft().summary) == (7, "My summary.")
    assert [each.related_page_id for each in draft().related.all()] == [None]
    SourceDocument.objects.get(url=OTHER).delete()
    hub.sync(other(), linking(title="New"))
    assert_linked()


def test_a_page_that_was_made_again_is_linked_again(hub: Hub) -> None:
    hub.sync(other(), linking())
    page_of("other").delete()
    SourceDocument.objects.filter(url=OTHER).update(written_hash="")
    assert hub.sync(other(), linking()).counts == {"create": 1, "unchanged": 1}
    assert_linked()


def test_an_answered_proposal_links_too(hub: Hub, editor: Any) -> None:
    hub.sync(
        other(),
        article(
            blocks=[
                blocks.RichTextBlock(id="p1", html="<p>Ten words stand here so that the block is known again.</p>")
            ],
            related=[],
        ),
    )
    raw = page_of("careers").body.get_prep_value()
    raw[0]["value"] = "<p>Ten words of mine stand here so that the block is known again.</p>"
    edit(page_of("careers"), editor, body=raw)
    theirs = f"<p>Ten words stand here so that the block is known again, {link()}.</p>"
    hub.sync(other(), article(blocks=[blocks.RichTextBlock(id="p1", html=theirs)], related=[]))
    [proposal] = Proposal.objects.all()
    assert proposal.theirs == theirs
    resolve(proposal, take=True, user=editor)
    assert links_to(draft(), page_of("other")) == 1


def test_a_page_that_breaks_harms_no_other(hub: Hub) -> None:
    hub.sync(linking("one"), linking("two"))
    ArticlePage.objects.filter(slug="one").update(slug="two-", title="")
    Revision.objects.filter(object_id=str(page_of("one").pk)).delete()
    report = hub.sync(linking("one"), linking("two"), other())
    assert report.status == "problems"
    assert "it failed for 1: ValidationError" in report.message
    assert_linked("two")


def test_an_undo_takes_the_links_back_and_the_next_run_puts_them_in_again(hub: Hub) -> None:
    hub.sync(linking())
    healing = hub.sync(linking(), other())
    report = undo_run(SyncRun.objects.get(pk=healing.run))
    assert report.counts == {"undone": 2}
    assert (addresses(draft()), ArticlePage.objects.count()) == (7, 1)
    assert [each.related_page_id for each in draft().related.all()] == [None]
    assert hub.sync(linking(), other()).counts == {"create": 1, "unchanged": 1}
    assert_linked()
    assert hub.sync(linking(title="New"), other()).counts == {"update": 1, "unchanged": 1}
    assert_linked()
