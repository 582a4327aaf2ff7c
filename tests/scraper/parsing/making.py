"""Pages for tests: an article's body within the least of a page."""

from __future__ import annotations

from scraper import ScrapedArticle, SourceProfile, parse_article

ADDRESS = "https://hub.example.edu/knowledge-hub/a-page/"
OPENING = "<p>Some words that every article starts with, long enough to be told from a caption or a byline.</p>"


def article(
    body: str, *, head: str = "", before: str = "", url: str = ADDRESS, profile: SourceProfile | None = None
) -> ScrapedArticle:
    html = (
        f"<!doctype html><html lang='en'><head>{head}</head><body>{before}<main><h1>A "
        f"page</h1>{body}</main></body></html>"
    )
    return parse_article(html, url, profile)


def body(html: str) -> ScrapedArticle:
    return article(OPENING + html)


def types(found: ScrapedArticle) -> list[str]:
    return [block.type for block in found.blocks]
