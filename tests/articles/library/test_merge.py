"""A merge changes keys and nothing else, wherever they stand, and no run takes it for an edit."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from articles.library.kinds import KINDS, Kind, kind_of
from articles.library.merge import CannotMerge, merge
from articles.library.merging import MERGE, MERGED_AWAY
from articles.library.touched import touched_by
from articles.models import (
    ArticlePage,
    ArticleRole,
    Author,
    LibraryAlias,
    LibraryMerge,
    PartLock,
    Proposal,
    Role,
    Source,
    SourceDocument,
    SyncRun,
    Topic,
)
from articles.sync.merging.parts import part_of
from articles.sync.undo import undo_run
from scraper.items import Program as ProgramRecord
from scraper.items import Term
from tests.articles.library.conftest import EVERY_KIND, entry, make, named_in, named_live
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article, role

pytestmark = pytest.mark.django_db
ROLES, AREAS, TOPICS, AUTHORS, PROGRAMS = KINDS
NAMED = {
    "role": "Engineering manager",
    "areaofstudy": "Engineering",
    "topic": "Careers",
    "author": "Mara Quill",
    "program": "Engineering Management",
}


@pytest.fixture(params=[Source.Policy.DRAFT, Source.Policy.PUBLISH])
def written(request: Any, hub: Hub) -> Hub:
    """A hub whose articles came once, as drafts or live."""
    Source.objects.update(policy=request.param)
    hub.source.refresh_from_db()
    hub.sync(article(), article("other"))
    return hub


@EVERY_KIND
def test_what_named_the_one_names_the_other(written: Hub, editor: Any, kind: Kind) -> None:
    gone, stays = entry(kind, NAMED[kind.name]), make(kind, "Another")
    before = {page.pk: (named_live(kind, page), page.latest_revision.content) for page in ArticlePage.objects.all()}
    touched = touched_by(kind, gone.pk, stays.pk)
    assert (touched.rows, touched.drafts, touched.both) == (frozenset(before), frozenset(before), frozenset())
    made = merge(kind, gone.pk, stays.pk, editor)
    assert made.articles == 2
    assert not kind.entries().filter(pk=gone.pk).exists()
    for page in ArticlePage.objects.all():
        live, content = before[page.pk]
        changed = [stays.pk if key == gone.pk else key for key in live]
        assert sorted(named_live(kind, page)) == sorted(changed)
        # The keys, and nothing else; and no revision more.
        now = page.latest_revision.content
        assert named_in(kind, now) == [stays.pk if key == gone.pk else key for key in named_in(kind, content)]
        assert {name: value for name, value in now.items() if name != kind.relation} == {
            name: value for name, value in content.items() if name != kind.relation
        }
    assert Revision.objects.count() == 2


@EVERY_KIND
@pytest.mark.parametrize("is_edited", [False, True])
def test_the_next_run_finds_the_entry_that_stays(written: Hub, editor: Any, kind: Kind, is_edited: bool) -> None:
    if is_edited:
        for page in ArticlePage.objects.all():
            edit(page, editor, summary="My summary.")
    gone, stays = entry(kind, NAMED[kind.name]), make(kind, "Another")
    entries = kind.entries().count()
    merge(kind, gone.pk, stays.pk, editor)
    assert written.sync(article(), article("other")).counts == {"unchanged": 2}
    changed = [article(each, title="A new title") for each in ("careers", "other")]
    assert {each.outcome for each in written.plan(*changed).articles} == {"merge" if is_edited else "update"}
    assert written.sync(*changed).counts == {"merge" if is_edited else "update": 2}
    assert kind.entries().count() == entries - 1
    assert not Proposal.objects.exists()
    for page in ArticlePage.objects.all():
        draft = page.get_latest_revision_as_object()
        assert draft.title == "A new title"
        assert gone.pk not in named_in(kind, page.latest_revision.content)
        assert stays.pk in named_in(kind, page.latest_revision.content)
    # A new article that names the old one, too.
    assert written.sync(*changed, article("third")).counts == {"unchanged": 2, "create": 1}
    assert kind.entries().count() == entries - 1


def test_a_document_that_is_known_by_its_hash_alone_stays_unedited(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    SourceDocument.objects.update(written_revision=None)
    merge(TOPICS, entry(TOPICS, "Careers").pk, make(TOPICS, "Another").pk, editor)
    assert hub.sync(article(title="A new title")).counts == {"update": 1}


def test_an_edit_before_the_merge_stays_an_edit(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, summary="My summary.")
    merge(ROLES, entry(ROLES, "Engineering manager").pk, make(ROLES, "Another").pk, editor)
    assert hub.sync(article(summary="Their new summary.")).counts == {"conflict": 1}
    assert ArticlePage.objects.get().get_latest_revision_as_object().summary == "My summary."


def test_an_article_that_names_both_keeps_each_role_and_one_term(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    one, two = (entry(TOPICS, name) for name in ("Careers", "Salaries"))
    assert len(touched_by(TOPICS, one.pk, two.pk).both) == 1
    merge(TOPICS, one.pk, two.pk, editor)
    page = ArticlePage.objects.get()
    assert named_live(TOPICS, page) == [two.pk]
    assert page.latest_revision.content["topics"] == [two.pk]
    manager, other = (entry(ROLES, name) for name in ("Engineering manager", "Project Managers"))
    merge(ROLES, manager.pk, other.pk, editor)
    assert list(page.roles.values_list("title", "role")) == [
        ("Engineering manager", other.pk),
        ("Project Managers", other.pk),
    ]
    assert hub.sync(article(title="A new title")).counts == {"update": 1}
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert [each.pk for each in draft.topics.all()] == [two.pk]
    assert hub.sync(article(title="Newer", topics=[Term(name="Careers", slug="careers")])).counts == {"update": 1}


def test_a_merged_entry_is_merged_on(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    first, second, third = entry(AUTHORS, "Mara Quill"), make(AUTHORS, "M. Quill"), make(AUTHORS, "Quill", "quill")
    merge(AUTHORS, first.pk, second.pk, editor)
    merge(AUTHORS, second.pk, third.pk, editor)
    assert sorted(third.aliases.values_list("slug", flat=True)) == ["another", "mara-quill"]
    assert hub.sync(article(title="A new title")).counts == {"update": 1}
    assert set(Author.objects.values_list("name", flat=True)) == {"Quill", "Ned Vale"}


def test_drafts_and_older_revisions_too(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    page = ArticlePage.objects.get()
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    # Only the draft names a role that the rows do not.
    ArticleRole.objects.filter(role=gone).update(role=None)
    edit(page, editor, summary="My summary.")
    draft = Revision.objects.order_by("pk").last()
    draft.content["roles"][0]["role"] = gone.pk
    draft.save()
    touched = touched_by(ROLES, gone.pk, stays.pk)
    assert (touched.rows, touched.drafts) == (frozenset(), frozenset({page.pk}))
    merge(ROLES, gone.pk, stays.pk, editor)
    for revision in Revision.objects.all():
        assert revision.content["roles"][0]["role"] == stays.pk


def test_an_undone_run_goes_back_to_the_entry_that_stays(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    report = hub.sync(article(title="A new title"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    merge(ROLES, gone.pk, stays.pk, editor)
    assert undo_run(SyncRun.objects.get(pk=report.run)).counts == {"undone": 1}
    page = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.roles.all()[0].role_id) == ("All about careers", stays.pk)
    assert hub.sync(article()).counts == {"unchanged": 1}


def test_what_waits_for_an_answer_names_it_too(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    document = SourceDocument.objects.get()
    whole = {"role_id": gone.pk, "title": "Engineering manager"}
    Proposal.objects.create(document=document, part=part_of(("roles", "x")), base=None, ours=None, theirs=whole)
    Proposal.objects.create(document=document, part=part_of(("roles", "x", "role_id")), theirs=gone.pk, ours=99)
    Proposal.objects.create(document=document, part=part_of(("title",)), theirs=gone.pk)
    topic, other = entry(TOPICS, "Careers"), make(TOPICS, "Another")
    PartLock.objects.create(document=document, part=part_of(("topics",)), theirs=[topic.pk, other.pk])
    merge(ROLES, gone.pk, stays.pk, editor)
    merge(TOPICS, topic.pk, other.pk, editor)
    says = {each.part: each.theirs for each in Proposal.objects.all()}
    assert says[part_of(("roles", "x"))] == {**whole, "role_id": stays.pk}
    assert says[part_of(("roles", "x", "role_id"))] == stays.pk
    assert says[part_of(("title",))] == gone.pk
    assert PartLock.objects.get().theirs == [other.pk]


def test_the_indexes_know(written: Hub, editor: Any) -> None:
    gone, stays = entry(AUTHORS, "Mara Quill"), make(AUTHORS, "Zebulon")
    merge(AUTHORS, gone.pk, stays.pk, editor)
    assert len(ArticlePage.objects.search("Zebulon")) == 2
    assert not ReferenceIndex.get_references_to(gone).exists()
    references = {each.pk: set(ReferenceIndex.get_references_for_object(each)) for each in ArticlePage.objects.all()}
    assert ReferenceIndex.get_references_to(stays).count() == 2
    for page in ArticlePage.objects.all():
        ReferenceIndex.create_or_update_for_object(page)
        assert set(ReferenceIndex.get_references_for_object(page)) == references[page.pk]


def test_everything_is_logged(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = merge(AUTHORS, gone.pk, stays.pk, editor)
    logged = {each.action: each for each in ModelLogEntry.objects.filter(user=editor)}
    assert logged[MERGE].object_id == str(stays.pk)
    assert logged[MERGE].data == {"entry": "One", "merge": made.pk, "articles": 0}
    assert (logged[MERGED_AWAY].object_id, logged[MERGED_AWAY].data["entry"]) == (str(gone.pk), "Two")


def test_not_while_a_run_writes(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    now = timezone.now()
    run = SyncRun.objects.create(
        source=hub.source, status=SyncRun.Status.SYNCING, trigger="admin", started_at=now, heartbeat_at=now
    )
    with pytest.raises(CannotMerge, match="run"):
        merge(AUTHORS, gone.pk, stays.pk, editor)
    # One that shows no sign of life was killed, and holds nobody up.
    SyncRun.objects.filter(pk=run.pk).update(heartbeat_at=now - timezone.timedelta(minutes=5))
    merge(AUTHORS, gone.pk, stays.pk, editor)


@pytest.mark.parametrize("pair", [("one", "one"), ("one", None), (None, "one")])
def test_not_with_itself_nor_with_what_is_gone(hub: Hub, editor: Any, pair: Any) -> None:
    one = make(AUTHORS, "One", "one").pk
    with pytest.raises(CannotMerge, match="gone"):
        merge(AUTHORS, *(one if each else 999 for each in pair), editor)
    assert not LibraryMerge.objects.exists()


def test_an_alias_stands_once_and_goes_with_its_entry(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    merge(AUTHORS, gone.pk, stays.pk, editor)
    [alias] = LibraryAlias.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryAlias.objects.create(content_type=alias.content_type, object_id=9, slug="one", name="x")
    # Another kind's slugs are its own.
    other = make(TOPICS, "One", "one")
    merge(TOPICS, other.pk, make(TOPICS, "Two", "two").pk, editor)
    stays.delete()
    assert [each.entry for each in LibraryAlias.objects.all()] == [Topic.objects.get()]


def test_an_entry_made_by_hand_goes_before_an_alias(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    gone = entry(ROLES, "Engineering manager")
    merge(ROLES, gone.pk, make(ROLES, "Another").pk, editor)
    own = make(ROLES, "Engineering manager", "engineering-manager")
    hub.sync(article(), article("other"))
    assert ArticlePage.objects.get(slug="other").roles.all()[0].role_id == own.pk
    # And its merge takes the alias over.
    last = make(ROLES, "Last", "last")
    merge(ROLES, own.pk, last.pk, editor)
    assert LibraryAlias.objects.get(slug="engineering-manager").entry == last


def test_a_program_is_known_by_its_former_address(hub: Hub, editor: Any) -> None:
    long = "https://hub.example/" + "p" * 470
    hub.sync(article(programs=[ProgramRecord(name="Long", url=long)]))
    gone, stays = entry(PROGRAMS, "Long"), make(PROGRAMS, "Another")
    merge(PROGRAMS, gone.pk, stays.pk, editor)
    hub.sync(article("other", programs=[ProgramRecord(name="Long", url=long)]))
    assert {each.program_id for page in ArticlePage.objects.all() for each in page.programs.all()} == {stays.pk}


def test_the_kind_of_a_model() -> None:
    assert kind_of(Role) is ROLES
    assert AREAS.is_set
    assert not ROLES.is_set


class TestAnotherRoleChosenInAnArticle:
    """The override of one article: no run and no merge of others takes it back."""

    @pytest.fixture(autouse=True)
    def _chosen(self, hub: Hub, editor: Any) -> None:
        hub.sync(article())
        self.hub, self.editor = hub, editor
        self.own = make(ROLES, "My role")
        page = ArticlePage.objects.get().get_latest_revision_as_object()
        page.roles.all()[0].role = self.own
        roles = list(page.roles.all())
        roles[0].role = self.own
        edit(ArticlePage.objects.get(), editor, roles=roles)
        assert self.chosen() == self.own.pk

    def chosen(self) -> Any:
        return ArticlePage.objects.get().get_latest_revision_as_object().roles.all()[0].role_id

    def test_it_stays_when_the_source_changes_the_role(self) -> None:
        roles = [role("Engineering manager", "<p>They lead many.</p>"), role("Project Managers")]
        assert self.hub.sync(article(roles=roles)).counts == {"merge": 1}
        draft = ArticlePage.objects.get().get_latest_revision_as_object()
        assert draft.roles.all()[0].html == "<p>They lead many.</p>"
        assert self.chosen() == self.own.pk
        assert self.hub.sync(article(roles=roles, title="New")).counts == {"merge": 1}
        assert self.chosen() == self.own.pk

    def test_it_stays_when_the_former_role_is_merged(self) -> None:
        merge(ROLES, entry(ROLES, "Engineering manager").pk, make(ROLES, "Another", "another-one").pk, self.editor)
        assert self.hub.sync(article(title="New")).counts == {"merge": 1}
        assert self.chosen() == self.own.pk

    def test_it_may_be_the_one_that_the_former_is_merged_into(self) -> None:
        merge(ROLES, entry(ROLES, "Engineering manager").pk, self.own.pk, self.editor)
        # The page says now what its source says: nobody need merge anything.
        assert self.hub.sync(article(title="New")).counts == {"update": 1}
        assert self.chosen() == self.own.pk
        assert not Proposal.objects.exists()

    def test_the_field_says_so(self) -> None:
        assert "stays with this article" in str(ArticleRole._meta.get_field("role").help_text)
