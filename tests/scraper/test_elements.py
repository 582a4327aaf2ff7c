"""The elements of documents that are made to fill the memory: reading is bounded, and what was not read is told."""

from __future__ import annotations

import pytest

from scraper.spiders import elements
from scraper.spiders.elements import TOO_LONG, TOO_MANY, Elements

MEGA = 1024 * 1024


def read(body: bytes) -> tuple[int, str]:
    found = Elements(body, frozenset({"urlset"}))
    return sum(1 for _ in found), found.unread


def test_the_number_of_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "MOST_ELEMENTS", 50_000)
    number, unread = read(b"<urlset>" + b"<a/>" * 200_000 + b"</urlset>")
    assert unread == TOO_MANY
    assert 50_000 < number < 50_000 + elements.PIECE


@pytest.mark.parametrize(
    "filling",
    [b"x", b"<!---->", b"<?a?>", b"&a;", b"& ", b"<", b"<![CDATA[&]]>", b"<![CDATA[", b"<!--<![CDATA[-->& "],
)
def test_what_stands_between_two_elements_is_bounded(filling: bytes) -> None:
    body = b"<urlset><loc/>" + filling * (5 * MEGA // len(filling)) + b"<loc/></urlset>"
    assert read(body) == (1, TOO_LONG)


@pytest.mark.parametrize("start", [b"<urlset><a ", b"<!DOCTYPE x ["])
def test_what_has_no_end_is_not_kept(start: bytes) -> None:
    filling = b"a%d='' " if start.startswith(b"<urlset") else b"<!ENTITY a%d ''>"
    assert read(start + b"".join(filling % number for number in range(400_000)) + b">]><urlset/>") == (0, TOO_LONG)


def test_little_is_kept_of_what_was_read() -> None:
    """As a tree all of them would stay, some hundred bytes each."""
    entry = b"<url><loc>/a</loc></url>\n"
    body = b"<urlset>" + entry * 20_000 + b"</urlset>"
    parents = (each.getparent() for each in Elements(body, frozenset({"urlset"})))
    # Those of a piece that was parsed already stand behind the element.
    assert max(len(each) for each in parents if each is not None) < 2 * elements.PIECE // len(entry)
