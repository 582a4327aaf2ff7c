"""The fields in which parts are written by hand refuse what the page's own form refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.admin.incoming.by_hand import field_of
from articles.sync.merging.parts import Path

ITEM = ("body", "b", "value", "items", "i", "value")


@pytest.mark.parametrize(
    ("path", "block", "wrong", "right"),
    [
        (("title",), "", "x" * 256, "A title"),
        (("title",), "", "", "A title"),
        (("first_published",), "", "October 2022", "2022-10"),
        (("published",), "", "October", "2022-10-01"),
        (("figures", "f", "currency"), "", "US dollars", "USD"),
        (("figures", "f", "kind"), "", "nonsense", "salary"),
        (("figures", "f", "citation"), "", "javascript:alert(1)", "https://hub.example/a"),
        (("roles", "r", "title"), "", "", "Analyst"),
        (("body", "b", "value", "url"), "embed", "javascript:alert(1)", "https://hub.example/a"),
        (("body", "b", "value", "level"), "heading", "9", "3"),
        (("body", "b", "value"), "rich_text", "", "<p>Words.</p>"),
        (ITEM, "key_points", "", "<p>Words.</p>"),
        ((*ITEM, "question"), "faq", "", "Why?"),
    ],
)
def test_it_refuses_what_the_page_would(path: Path, block: str, wrong: str, right: str) -> None:
    field = field_of(path, block)
    assert field is not None
    field.clean(right)
    with pytest.raises(ValidationError):
        field.clean(wrong)


@pytest.mark.parametrize(
    ("path", "block"),
    [
        (("roles", "r"), ""),
        (("roles", "r", "facts", "Skills"), ""),
        (("figures", "f", "nothing"), ""),
        (("body", "b"), "rich_text"),
        (("body", "b", "value"), "faq"),
        (("body", "b", "value", "nothing"), "heading"),
        (("body", "b", "value", "text", "more"), "heading"),
        (("body", "b", "value"), "a block of tomorrow"),
    ],
)
def test_nothing_is_offered_for_what_is_no_single_field(path: Path, block: str) -> None:
    assert field_of(path, block) is None


def test_two_rows_never_share_a_field() -> None:
    path = ("body", "b", "value", "text")
    assert field_of(path, "heading") is not field_of(path, "heading")
