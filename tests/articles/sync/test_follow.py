"""Parts of a page are seen as they stand to their source, locked, unlocked, and follow the source again."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Revision

from articles.models import ArticlePage, PartLock, Proposal, Role, SourceDocument
from articles.sync.follow import LockedAbove, NotOffered, follow, lock, look, unlock
from articles.sync.merging.parts import ORDER, Path, part_of
from articles.sync.resolve import PageNotFree
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article, role

SUMMARY: Path = ("summary",)
ROLE: Path = ("roles", "engineering-manager")
TEXT: Path = (*ROLE, "html")


@pytest.fixture(autouse=True)
def first_edition(hub: Hub) -> None:
    hub.sync(article())


def document() -> SourceDocument:
    return SourceDocument.objects.get()


def draft() -> Any:
    return ArticlePage.objects.get().get_latest_revision_as_object()


def states() -> dict[Path, str]:
    parts = look(document().pk)
    assert parts is not None
    return {each.path: each.state for each in parts.states}


def acts(path: Path) -> list[str]:
    parts = look(document().pk)
    assert parts is not None
    return next(each.acts for each in parts.states if each.path == path)


def block_path() -> Path:
    return ("body", draft().body[1].id)


def edit_block(editor: Any, html: str) -> None:
    raw = draft().body.get_prep_value()
    raw[1]["value"] = html
    edit(ArticlePage.objects.get(), editor, body=raw)


def edit_role(editor: Any, **values: Any) -> None:
    roles = list(draft().roles.all())
    for name, value in values.items():
        setattr(roles[0], name, value)
    edit(ArticlePage.objects.get(), editor, roles=roles)


class TestStates:
    def test_all_parts_of_a_fresh_page_follow(self) -> None:
        found = states()
        assert set(found.values()) == {"follows"}
        assert {SUMMARY, ("topics",), ROLE, TEXT, block_path(), ("figures",), ("body",)} <= found.keys()

    def test_what_an_editor_wrote_is_taken_over(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        edit_block(editor, "<p>Mine.</p>")
        edit_role(editor, html="<p>Mine.</p>")
        changed = {path for path, state in states().items() if state == "taken"}
        assert changed == {SUMMARY, ("body",), block_path(), ("roles",), ROLE, TEXT}

    def test_a_renamed_role_is_still_the_same(self, editor: Any) -> None:
        edit_role(editor, title="Lead")
        found = states()
        assert found["roles", "lead"] == found["roles", "lead", "title"] == "taken"
        assert found["roles", "lead", "html"] == "follows"
        assert ROLE not in found

    def test_what_only_one_side_has(self, editor: Any) -> None:
        roles = list(draft().roles.all())
        roles[0] = type(roles[0])(title="Astronaut", html="<p>Far.</p>")
        edit(ArticlePage.objects.get(), editor, roles=roles)
        found = states()
        assert found["roles", "astronaut"] == "own"
        assert found[ROLE] == "left_out"
        assert (acts(("roles", "astronaut")), acts(ROLE)) == ([], ["lock", "follow"])

    def test_an_order_of_its_own_is_told(self, editor: Any) -> None:
        first, second = draft().roles.all()
        first.sort_order, second.sort_order = 1, 0
        edit(ArticlePage.objects.get(), editor, roles=[first, second])
        assert states()["roles", ORDER] == "taken"
        follow(document().pk, ("roles", ORDER), editor)
        assert [each.title for each in draft().roles.all()] == ["Engineering manager", "Project Managers"]

    def test_a_role_that_the_library_lost_is_no_number_below_zero(self, editor: Any) -> None:
        Role.objects.filter(slug="engineering-manager").delete()
        edit_role(editor, html="<p>Mine.</p>")
        follow(document().pk, ROLE, editor)
        assert draft().roles.all()[0].role == Role.objects.get(slug="engineering-manager")

    def test_of_an_unreadable_record_nothing_is_known(self) -> None:
        SourceDocument.objects.update(record={"what": "is this"})
        assert set(states().values()) == {"unknown"}
        assert acts(SUMMARY) == ["lock"]


class TestLocks:
    def test_a_locked_part_is_held_and_counted(self, hub: Hub, editor: Any) -> None:
        made = lock(document().pk, SUMMARY, editor)
        assert (made.locked_by, made.changes) == (editor, 0)
        assert hub.sync(article(summary="Theirs.")).counts == {"held": 1}
        made.refresh_from_db()
        assert (draft().summary, made.changes, made.theirs) == ("What engineering managers earn.", 1, "Theirs.")
        assert acts(SUMMARY) == ["unlock", "follow"]

    def test_locking_answers_what_waits(self, hub: Hub, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        hub.sync(article(summary="Theirs."))
        lock(document().pk, SUMMARY, editor)
        waiting = Proposal.objects.get()
        assert (waiting.status, waiting.resolved_by) == ("locked", editor)
        assert PartLock.objects.get().changes == 1

    def test_a_lock_holds_for_what_lies_below(self, editor: Any) -> None:
        lock(document().pk, ROLE, editor)
        assert acts(TEXT) == []
        with pytest.raises(LockedAbove):
            follow(document().pk, TEXT, editor)

    def test_unlocking_leaves_the_page_as_it_is(self, hub: Hub, editor: Any) -> None:
        lock(document().pk, SUMMARY, editor)
        hub.sync(article(summary="Theirs."))
        unlock(document().pk, SUMMARY)
        assert not PartLock.objects.exists()
        assert draft().summary == "What engineering managers earn."

    @pytest.mark.parametrize("path", [("nothing",), ("roles", "nobody"), ("body", "no-such-block")])
    def test_what_is_not_there_cannot_be_locked(self, path: Path, editor: Any) -> None:
        with pytest.raises(NotOffered):
            lock(document().pk, path, editor)

    def test_what_is_not_locked_cannot_be_unlocked(self) -> None:
        with pytest.raises(NotOffered):
            unlock(document().pk, SUMMARY)

    def test_a_lock_of_a_part_that_went_away_can_be_taken_away(self) -> None:
        PartLock.objects.create(document=document(), part=part_of(("body", "gone")))
        assert acts(("body", "gone")) == ["unlock"]
        unlock(document().pk, ("body", "gone"))
        assert not PartLock.objects.exists()


class TestFollow:
    def test_one_revision_in_the_editors_name(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.", title="My title")
        before = Revision.objects.count()
        revision = follow(document().pk, SUMMARY, editor)
        assert revision is not None
        assert (revision.user, Revision.objects.count()) == (editor, before + 1)
        assert (draft().summary, draft().title) == ("What engineering managers earn.", "My title")

    def test_it_goes_along_from_then_on(self, hub: Hub, editor: Any) -> None:
        lock(document().pk, SUMMARY, editor)
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        hub.sync(article(summary="Theirs."))
        follow(document().pk, SUMMARY, editor)
        assert draft().summary == "Theirs."
        assert not PartLock.objects.exists()
        hub.sync(article(summary="Theirs anew."))
        assert draft().summary == "Theirs anew."
        assert not Proposal.objects.exists()

    def test_the_description_goes_along_where_it_was_the_summary(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.", search_description="Mine.")
        follow(document().pk, SUMMARY, editor)
        assert draft().search_description == "What engineering managers earn."
        edit(ArticlePage.objects.get(), editor, summary="Mine.", search_description="Of its own.")
        follow(document().pk, SUMMARY, editor)
        assert draft().search_description == "Of its own."

    def test_a_block_and_a_roles_text(self, editor: Any) -> None:
        edit_block(editor, "<p>Mine.</p>")
        edit_role(editor, html="<p>Mine.</p>", section="My section")
        follow(document().pk, block_path(), editor)
        follow(document().pk, TEXT, editor)
        assert "Managers <b>lead</b> people." in str(draft().body[1].value)
        first = draft().roles.all()[0]
        assert (first.html, first.section) == ("<p>They lead.</p>", "My section")

    def test_what_was_left_out_stands_where_the_source_has_it(self, editor: Any) -> None:
        raw = draft().body.get_prep_value()
        removed = raw.pop(1)["id"]
        edit(ArticlePage.objects.get(), editor, body=raw)
        assert states()["body", removed] == "left_out"
        follow(document().pk, ("body", removed), editor)
        assert draft().body[1].id == removed

    def test_terms(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, topics=[])
        follow(document().pk, ("topics",), editor)
        assert {each.slug for each in draft().topics.all()} == {"careers", "salaries"}

    def test_what_waited_of_it_is_taken(self, hub: Hub, editor: Any) -> None:
        edit_role(editor, html="<p>Mine.</p>")
        hub.sync(article(roles=[role("Engineering manager", "<p>Theirs.</p>"), role("Project Managers")]))
        follow(document().pk, ROLE, editor)
        waited = Proposal.objects.get()
        assert (waited.status, waited.ours, waited.answer) == ("taken", "<p>Mine.</p>", "<p>Theirs.</p>")
        assert draft().roles.all()[0].html == "<p>Theirs.</p>"

    def test_a_renamed_role_gets_its_name_back_and_locks_go_along(self, editor: Any) -> None:
        edit_role(editor, title="Lead", html="<p>They lead.</p>")
        lock(document().pk, ("roles", "lead", "html"), editor)
        follow(document().pk, ("roles", "lead", "title"), editor)
        assert draft().roles.all()[0].title == "Engineering manager"
        assert PartLock.objects.get().part == part_of(TEXT)

    def test_what_follows_already_is_not_written(self, editor: Any) -> None:
        before = Revision.objects.count()
        with pytest.raises(NotOffered):
            follow(document().pk, SUMMARY, editor)
        assert Revision.objects.count() == before

    @pytest.mark.parametrize("path", [("roles",), ("body",)])
    def test_a_whole_list_is_not_overwritten_at_a_click(self, path: Path, editor: Any) -> None:
        edit_block(editor, "<p>Mine.</p>")
        edit_role(editor, html="<p>Mine.</p>")
        with pytest.raises(NotOffered):
            follow(document().pk, path, editor)

    def test_a_page_that_is_not_free_stays(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        ArticlePage.objects.update(locked=True, locked_at=timezone.now())
        with pytest.raises(PageNotFree, match="locked"):
            follow(document().pk, SUMMARY, editor)
        assert draft().summary == "Mine."
