from __future__ import annotations

import pytest

from scraper import SourceProfile
from tests.scraper.parsing.making import OPENING, article, body, types


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<div class='share-bar'><a href='/x'>Facebook</a></div>", "share"),
        ("<p>Share this article</p>", "share"),
        ("<form><input><label>Your mail</label></form>", "form"),
        ("<div id='cookie-consent'>We use cookies</div>", "cookie notice"),
        ("<div class='compare-widget'>Compare Programs</div>", "compare widget"),
        ("<p>7 min read</p>", "reading time"),
        ("<h2>About the author</h2><p>Ada writes about ink.</p>", "author box"),
        ("<h3>3 comments</h3><p>First!</p>", "comments"),
        ("<ul><li><a href='#a'>A</a></li><li><a href='#b'>B</a></li><li><a href='#c'>C</a></li></ul>", "contents"),
    ],
)
def test_noise_leaves_the_blocks_and_is_recorded(html: str, what: str) -> None:
    found = body(html)
    assert types(found) == ["rich_text"]
    assert what in [removed.what for removed in found.removed]


def test_a_profile_names_its_own_noise() -> None:
    found = article(
        f"{OPENING}<p class='jingle'>Buy now and be happy for ever after, it costs little.</p>",
        profile=SourceProfile(noise=[".jingle"]),
    )
    assert "Buy now" not in str(found.blocks)
    assert ("profile", "Buy now and be happy for ever after, it costs little.") in [
        (each.what, each.text) for each in found.removed
    ]


def test_most_of_a_page_is_never_noise_by_its_class() -> None:
    found = article(f"<div class='sidebar'>{OPENING * 3}</div>")
    assert OPENING in str(found.blocks)


def test_a_program_s_comments_are_code() -> None:
    code = "<pre><code><span class='comment'># count again</span> <span class='token share'>n = 1</span></code></pre>"
    assert "# count again n = 1" in str(body(code).blocks)


def test_a_button_over_code_is_none_of_it() -> None:
    assert "Copy" not in str(body("<pre><button>Copy</button>n = 1</pre>").blocks)


def test_sections_with_a_link_s_name_are_text() -> None:
    found = body(f"<div class='skip-item'><h2>Part</h2>{OPENING * 6}</div>" * 6)
    assert types(found).count("heading") == 6


def test_an_entry_within_the_entry_is_another_article() -> None:
    found = article(f"<div class='hentry'>{OPENING * 3}<div class='post-9 hentry'><p>Another message.</p></div></div>")
    assert "Another message." not in str(found.blocks)
    assert ("another article", "Another message.") in [(each.what, each.text) for each in found.removed]
