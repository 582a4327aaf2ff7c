"""Whether a scraped article can be used: what forbids it, and what is merely odd."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from scraper.building import ContractError
from scraper.items import ScrapedArticle

LONGEST_TITLE = 255
"""What a page's title holds in the hub; a longer one has to be cut there."""
AHEAD = timedelta(days=1)
"""Where the source stands it may be tomorrow already."""


def problems(article: ScrapedArticle) -> list[str]:
    """Why the article must not go on, a sentence each; empty when it is fit."""
    try:
        ScrapedArticle.from_dict(article.to_dict())
    except ContractError as error:
        return [f"the record does not have the contract's form: {error}"]
    found = []
    if not article.title.strip():
        found.append("it has no title")
    if not article.slug.strip():
        found.append("its address has no slug")
    if not (article.blocks or article.roles):
        found.append("it has neither text nor roles")
    parts = urlsplit(article.url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        found.append(f"its address is no web address: {article.url!r}")
    for name in ("published", "updated"):
        value = getattr(article, name)
        if value is not None and _day(value) is None:
            found.append(f"{name} is no day: {value!r}")
    return found


def oddities(article: ScrapedArticle) -> list[str]:
    """What an operator should know about an article that can be used."""
    found = []
    if len(article.title) > LONGEST_TITLE:
        found.append(f"title has {len(article.title)} characters")
    latest = datetime.now(UTC).date() + AHEAD
    for name in ("published", "updated"):
        day = _day(getattr(article, name))
        if day and day > latest:
            found.append(f"{name} lies in the future: {day}")
    return found


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
