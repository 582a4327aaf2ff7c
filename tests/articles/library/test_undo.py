"""A merge is taken back to the letter where nothing came since, and spares what did."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from articles.library.kinds import KINDS, Kind
from articles.library.merge import CannotMerge, merge, take_back
from articles.library.undo import CAME_BACK, TAKE_BACK
from articles.models import (
    ArticlePage,
    ArticleRole,
    LibraryAlias,
    LibraryMerge,
    PartLock,
    Proposal,
    Source,
    SourceDocument,
)
from articles.sync.merging.parts import part_of
from tests.articles.library.conftest import EVERY_KIND, entry, make, named_in, named_live
from tests.articles.library.test_merge import NAMED
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
ROLES, AREAS, TOPICS, AUTHORS, PROGRAMS = KINDS


def state(kind: Kind) -> dict[str, Any]:
    """Everything that a merge touches."""
    return {
        "rows": [sorted(named_live(kind, page)) for page in ArticlePage.objects.order_by("pk")],
        "revisions": [
            {**each.content, kind.relation: sorted(each.content[kind.relation], key=str)}
            for each in Revision.objects.order_by("pk")
        ],
        "documents": list(SourceDocument.objects.order_by("pk").values_list("written_hash", "written_revision")),
        "entries": list(kind.entries().order_by("pk").values()),
        "aliases": list(LibraryAlias.objects.values()),
        "waiting": list(Proposal.objects.values_list("ours", "theirs")) + list(PartLock.objects.values_list("theirs")),
        "references": sorted(
            ReferenceIndex.objects.filter(content_type__model="articlepage").values_list("to_object_id", "content_path")
        ),
    }


@EVERY_KIND
@pytest.mark.parametrize("policy", [Source.Policy.DRAFT, Source.Policy.PUBLISH])
def test_all_is_as_before(hub: Hub, editor: Any, kind: Kind, policy: str) -> None:
    Source.objects.update(policy=policy)
    hub.source.refresh_from_db()
    hub.sync(article(), article("other"))
    edit(ArticlePage.objects.get(slug="other"), editor, summary="My summary.")
    gone, stays = entry(kind, NAMED[kind.name]), make(kind, "Another")
    document = SourceDocument.objects.first()
    part, value = (kind.relation,), [gone.pk] if kind.is_set else [{kind.column: gone.pk, "name": "x"}]
    Proposal.objects.create(document=document, part=part_of(part), theirs=value, ours=None)
    PartLock.objects.create(document=document, part=part_of(part), theirs=value)
    before = state(kind)
    made = merge(kind, gone.pk, stays.pk, editor)
    assert state(kind) != before
    taken = take_back(made.pk, editor)
    assert state(kind) == before
    assert (taken.entry, taken.articles, taken.spared) == (gone, 2, 0)
    assert hub.sync(article(), article("other")).counts == {"unchanged": 2}
    assert hub.sync(article(title="New"), article("other", title="New")).counts == {"update": 1, "merge": 1}


def test_an_article_that_named_both_names_both_again(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    one, two = (entry(TOPICS, name) for name in ("Careers", "Salaries"))
    before = state(TOPICS)
    take_back(merge(TOPICS, one.pk, two.pk, editor).pk, editor)
    assert state(TOPICS) == before


def test_a_place_where_somebody_chose_another_is_spared(hub: Hub, editor: Any) -> None:
    hub.sync(article(), article("other"))
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    third = make(ROLES, "Third", "third")
    made = merge(ROLES, gone.pk, stays.pk, editor)
    page = ArticlePage.objects.get(slug="other")
    roles = list(page.get_latest_revision_as_object().roles.all())
    roles[0].role = third
    edit(page, editor, publish=True, roles=roles)
    taken = take_back(made.pk, editor)
    assert (taken.articles, taken.spared) == (1, 1)
    assert named_live(ROLES, page)[0] == third.pk
    page.refresh_from_db()
    assert named_in(ROLES, page.latest_revision.content)[0] == third.pk
    assert named_live(ROLES, ArticlePage.objects.get(slug="careers"))[0] == gone.pk


@EVERY_KIND
def test_an_article_edited_elsewhere_since_goes_back_in_every_revision(hub: Hub, editor: Any, kind: Kind) -> None:
    hub.sync(article())
    gone, stays = entry(kind, NAMED[kind.name]), make(kind, "Another")
    made = merge(kind, gone.pk, stays.pk, editor)
    edit(ArticlePage.objects.get(), editor, publish=True, summary="My summary.")
    assert hub.sync(article(title="New")).counts == {"merge": 1}
    assert (take_back(made.pk, editor).articles, Revision.objects.count()) == (1, 3)
    for revision in Revision.objects.all():
        assert gone.pk in named_in(kind, revision.content)
        assert stays.pk not in named_in(kind, revision.content)
    assert gone.pk in named_live(kind, ArticlePage.objects.get())
    assert hub.sync(article(title="New")).counts == {"unchanged": 1}
    assert hub.sync(article(title="Newer")).counts == {"merge": 1}


def test_an_answer_given_since_is_spared(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    part = part_of(("roles", "x", "role_id"))
    Proposal.objects.create(document=SourceDocument.objects.get(), part=part, theirs=gone.pk)
    made = merge(ROLES, gone.pk, stays.pk, editor)
    Proposal.objects.update(theirs=77)
    take_back(made.pk, editor)
    assert Proposal.objects.get().theirs == 77


def test_it_is_logged_and_marked(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = merge(AUTHORS, gone.pk, stays.pk, editor)
    take_back(made.pk, editor)
    made.refresh_from_db()
    assert made.undone_by == editor
    assert made.undone_at
    logged = {each.action: each.object_id for each in ModelLogEntry.objects.filter(user=editor)}
    assert (logged[CAME_BACK], logged[TAKE_BACK]) == (str(gone.pk), str(stays.pk))


def test_not_twice_and_not_before_a_later_one(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    first, second, third = entry(AUTHORS, "Mara Quill"), make(AUTHORS, "M. Quill"), make(AUTHORS, "Quill", "quill")
    before = state(AUTHORS)
    one = merge(AUTHORS, first.pk, second.pk, editor)
    two = merge(AUTHORS, second.pk, third.pk, editor)
    with pytest.raises(CannotMerge, match="later"):
        take_back(one.pk, editor)
    take_back(two.pk, editor)
    assert LibraryAlias.objects.get().entry == second
    with pytest.raises(CannotMerge, match="undone"):
        take_back(two.pk, editor)
    take_back(one.pk, editor)
    assert state(AUTHORS) == before


def test_not_while_another_entry_has_its_slug(hub: Hub, editor: Any) -> None:
    gone, stays = make(AUTHORS, "One", "one"), make(AUTHORS, "Two", "two")
    made = merge(AUTHORS, gone.pk, stays.pk, editor)
    other = make(AUTHORS, "One again", "one")
    with pytest.raises(CannotMerge, match="taken"):
        take_back(made.pk, editor)
    other.delete()
    take_back(made.pk, editor)


def test_the_entry_comes_back_though_the_other_was_deleted(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    gone, stays = entry(ROLES, "Engineering manager"), make(ROLES, "Another")
    made = merge(ROLES, gone.pk, stays.pk, editor)
    stays.delete()
    taken = take_back(made.pk, editor)
    assert (taken.articles, taken.spared) == (0, 1)
    assert ArticleRole.objects.filter(title="Engineering manager").get().role is None
    assert LibraryMerge.objects.get().undone_at
