from __future__ import annotations

from tests.scraper.parsing.making import OPENING, article

CARD = (
    "<div class='card'><h3><a href='/knowledge-hub/b/'>Another page altogether</a></h3><p>May 5, 2011</p><p>It "
    "says something else.</p><a href='/all/?topic=money'>Money</a></div>"
)
SELF = "<div class='card'><h3><a href='/knowledge-hub/a-page'>A page</a></h3></div>"
BARE = "<div class='card'><h3><a href='/knowledge-hub/c/'>A third page</a></h3></div>"


def test_cards_before_and_after_the_article() -> None:
    section = f"<section><h2>Related articles</h2>{CARD}{SELF}{BARE}</section>"
    for found in (article(OPENING, before=section), article(OPENING + section)):
        first, second = found.related
        assert (first.title, first.url) == ("Another page altogether", "https://hub.example.edu/knowledge-hub/b/")
        assert (first.published, first.excerpt) == ("2011-05-05", "It says something else.")
        assert [term.slug for term in first.topics] == ["money"]
        assert (second.published, second.excerpt, second.topics) == (None, None, [])
        assert found.topics == []
        assert "Another page" not in str(found.blocks)
        assert "related" in [removed.what for removed in found.removed]


def test_flat_cards_end_where_something_else_stands() -> None:
    found = article(
        f"{OPENING}<h2>You may also like</h2><h3><a href='/knowledge-hub/b/'>Another page "
        f"altogether</a></h3><p>Its excerpt stands here.</p><h2>Last words</h2><p>stay</p>"
    )
    assert [card.excerpt for card in found.related] == ["Its excerpt stands here."]
    assert "stay" in str(found.blocks)
