"""Links by address and by page: only the link's target changes, and only where the other spelling is known."""

from __future__ import annotations

import pytest

from articles.sync.links import addresses_in, pages_in, to_addresses, to_pages

A, B = "https://hub.example/a/", "https://hub.example/b/?x=1&y=2"
PAGES = {A: 12, B: 7}
ADDRESSES = {12: A, 7: B}


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (f'<p>x <a href="{A}">one <b>two</b></a></p>', '<p>x <a linktype="page" id="12">one <b>two</b></a></p>'),
        (
            '<p><a href="https://hub.example/b/?x=1&amp;y=2">b</a>, <a href="https://other.example/">o</a></p>',
            '<p><a linktype="page" id="7">b</a>, <a href="https://other.example/">o</a></p>',
        ),
    ],
)
def test_there_and_back(address: str, page: str) -> None:
    assert to_pages(address, PAGES.get) == page
    assert to_addresses(page, ADDRESSES.get, {}.get) == address


@pytest.mark.parametrize(
    "html",
    [
        "<p>No link, but &lt;a href=&quot;https://hub.example/a/&quot;&gt;</p>",
        f'<p><a href="{A}#pay">a fragment</a></p>',
        '<p><a href="mailto:a@hub.example">mail</a> <a>nothing</a></p>',
        '<p><a linktype="page" id="99">a page without an article</a></p>',
        '<p><a linktype="document" id="12">a document</a></p>',
        "<p><abbr href='https://hub.example/a/'>no link</abbr></p>",
    ],
)
def test_everything_else_stays(html: str) -> None:
    assert to_pages(html, PAGES.get) == html
    assert to_addresses(html, ADDRESSES.get, {}.get) == html


def test_one_spelling_for_each_address() -> None:
    html = '<p><a href="http://www.hub.example/a">a</a></p>'
    assert to_addresses(html, {}.get, {"http://www.hub.example/a": A}.get) == f'<p><a href="{A}">a</a></p>'


def test_what_stands_in_a_text() -> None:
    html = f'<p><a href="{A}">a</a><a href="{A}#x">f</a><a id="7" linktype="page">p</a><a href=\'{A}c/\'>c</a></p>'
    assert list(addresses_in(html)) == [A, f"{A}c/"]
    assert list(pages_in(html)) == [7]
