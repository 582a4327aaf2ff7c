"""What must hold of every merge, whatever the source and the editor did: thousands of random edits of both."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from articles.sync.merging.parts import MISSING, ORDER, part_of, path_of, put, value_at
from articles.sync.merging.same import same
from articles.sync.merging.three_way import Difference, merge
from tests.articles.sync.merging.contents import Writer, content, edits, words

THOUSANDS = settings(max_examples=2000, deadline=None)


@given(edits, edits)
@THOUSANDS
def test_no_word_of_the_editor_is_lost(of_editor: Any, of_source: Any) -> None:
    base = content()
    ours = Writer("editor").edit(base, of_editor)
    theirs = Writer("source").edit(base, of_source)
    merged = merge(base, ours, theirs)
    own = words(ours) - words(base)
    assert own <= words(merged.content)


@given(edits)
@THOUSANDS
def test_without_an_editor_the_page_is_the_source(of_source: Any) -> None:
    base = content()
    theirs = Writer("source").edit(base, of_source)
    merged = merge(base, base, theirs)
    assert not merged.conflicts
    assert same(merged.content | {"areas_of_study": []}, theirs | {"areas_of_study": []})
    assert set(merged.content["areas_of_study"]) == set(theirs["areas_of_study"])


@given(edits, edits)
@THOUSANDS
def test_without_a_change_of_the_source_the_page_stays(of_editor: Any, of_both: Any) -> None:
    base = Writer("both").edit(content(), of_both)
    ours = Writer("editor").edit(base, of_editor)
    merged = merge(base, ours, base)
    assert merged.content == ours
    assert [*merged.conflicts, *merged.changed, *merged.held] == []


@given(edits, edits)
@THOUSANDS
def test_merging_twice_is_merging_once(of_editor: Any, of_source: Any) -> None:
    base = content()
    ours = Writer("editor").edit(base, of_editor)
    theirs = Writer("source").edit(base, of_source)
    once = merge(base, ours, theirs).content
    assert merge(base, once, theirs).content == once
    # And as the next run does it, the base moved on.
    again = merge(theirs, once, theirs)
    assert again.content == once
    assert [*again.conflicts, *again.changed] == []


@given(edits)
@THOUSANDS
def test_what_both_changed_alike_makes_no_conflict(of_both: Any) -> None:
    base = content()
    alike = Writer("both").edit(base, of_both)
    merged = merge(base, alike, alike)
    assert merged.content == alike
    assert not merged.conflicts


@given(edits, edits, st.booleans())
@THOUSANDS
def test_a_resolved_conflict_does_not_come_back(of_editor: Any, of_source: Any, take: bool) -> None:
    base = content()
    ours = Writer("editor").edit(base, of_editor)
    theirs = Writer("source").edit(base, of_source)
    merged = merge(base, ours, theirs)
    resolved = merged.content
    if take:
        for conflict in merged.conflicts:
            resolved = put(resolved, path_of(part_of(conflict.path)), conflict.theirs, neighbours_of(conflict, theirs))
            taken = value_at(resolved, conflict.path)
            if conflict.path[-1] != ORDER and not renamed(conflict):
                assert same(taken, conflict.theirs)
    again = merge(theirs, resolved, theirs)
    assert not again.conflicts
    assert again.content == resolved


def neighbours_of(conflict: Difference, theirs: Any) -> list[str]:
    order = value_at(theirs, (*conflict.path[:-1], ORDER))
    return order if isinstance(order, list) else []


def renamed(conflict: Difference) -> bool:
    """Taking the source's title gives the role another name."""
    return conflict.path[0] == "roles" and conflict.path[-1] in ("title", conflict.path[1])


@given(edits, edits)
@THOUSANDS
def test_under_a_lock_nothing_of_the_part_changes(of_editor: Any, of_source: Any) -> None:
    base = content()
    ours = Writer("editor").edit(base, of_editor)
    theirs = Writer("source").edit(base, of_source)
    locks = [("title",), ("areas_of_study",), ("body", "block-0"), ("body", "block-3", "value", "attribution")]
    merged = merge(base, ours, theirs, locks)
    told = [*merged.held, *merged.conflicts]
    for lock in locks:
        assert value_at(merged.content, lock) == value_at(ours, lock)
        if not same(value_at(base, lock), value_at(theirs, lock)) and value_at(ours, lock) is not MISSING:
            assert any(each.path[: len(lock)] == lock or lock[: len(each.path)] == each.path for each in told)


class TwoWriters(RuleBasedStateMachine):
    """An editor and a source over many syncs, in any order, the editor resolving what waits."""

    def __init__(self) -> None:
        super().__init__()
        self.editor, self.writer = Writer("editor"), Writer("source")
        self.base = self.source = self.page = content()
        self.proposals: dict[str, Any] = {}
        self.written: set[str] = set()

    @rule(changes=edits)
    def editor_writes(self, changes: Any) -> None:
        before = words(self.page)
        self.page = self.editor.edit(self.page, changes)
        # What the editor took out again is no longer standing.
        self.written = (self.written | (words(self.page) - before)) & words(self.page)

    @rule(changes=edits)
    def source_writes(self, changes: Any) -> None:
        self.source = self.writer.edit(self.source, changes)

    @rule()
    def sync(self) -> None:
        merged = merge(self.base, self.page, self.source)
        self.base, self.page = self.source, merged.content
        for conflict in merged.conflicts:
            self.proposals[part_of(conflict.path)] = conflict
        again = merge(self.base, self.page, self.source)
        assert again.content == self.page
        assert not again.conflicts

    @invariant()
    def every_word_stands(self) -> None:
        assert self.written <= words(self.page)


TwoWriters.TestCase.settings = settings(max_examples=200, stateful_step_count=15, deadline=None)
TestTwoWriters = TwoWriters.TestCase
