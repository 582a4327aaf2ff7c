"""Two values are the same when their meanings are; found out member by member."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from articles.sync.merging.parts import MISSING
from articles.sync.merging.same import EMPTY, meaning, same

PLAIN = st.sampled_from(
    [None, "", " ", "a", " a", "<p></p>", '<p data-block-key="x1">a</p>', "<p>a</p>", 0, 1, 1.0, False]
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["html", "items", "id"]), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


@given(one=VALUES, other=VALUES)
def test_it_is_what_the_whole_meanings_say(one: Any, other: Any) -> None:
    left, right = meaning(one), meaning(other)
    assert same(one, other) == (left == right or (left in EMPTY and right in EMPTY))


@given(value=VALUES)
def test_what_says_nothing_changes_nothing(value: Any) -> None:
    assert same(value, value)
    assert same({"html": value, "items": None}, {"html": value, "id": ""})


def test_a_part_that_is_not_there_is_not_an_empty_one() -> None:
    assert not same(MISSING, "")
    assert same(MISSING, MISSING)
