"""Python's search for cycles: put off, and never forgotten."""

from __future__ import annotations

import gc
import weakref

import pytest

from articles.sync.collecting import collected_afterwards


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_what_is_left_over_is_collected_at_the_end() -> None:
    with collected_afterwards():
        assert not gc.isenabled()
        left = weakref.ref(Knot())
        assert left() is not None
    assert gc.isenabled()
    assert left() is None


def test_an_error_leaves_the_search_on() -> None:
    with pytest.raises(RuntimeError), collected_afterwards():
        raise RuntimeError
    assert gc.isenabled()


def test_who_searches_himself_is_left_alone() -> None:
    gc.disable()
    try:
        with collected_afterwards():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
