"""The newest articles of any list as a feed: RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.timezone import get_current_timezone

from articles.listing.asked import NEWEST, text_of
from articles.listing.cards import ArticleCard, cards_of
from articles.listing.selection import Selection
from articles.models.parts import ArticleAuthor

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage

ENTRIES = 50
FEEDS: Mapping[str, type[Rss201rev2Feed | Atom1Feed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
JSON_FEED = "https://jsonfeed.org/version/1.1"
JSON_TYPE = "application/feed+json; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An article as it stands in a feed; its words without what no feed may hold."""

    card: ArticleCard
    url: str
    authors: tuple[str, ...]

    @property
    def title(self) -> str:
        return text_of(self.card.article.title)

    @property
    def summary(self) -> str:
        return text_of(self.card.article.summary)

    @property
    def terms(self) -> list[str]:
        return [text_of(term.name) for term in (*self.card.areas_of_study, *self.card.topics)]


@dataclass(frozen=True, kw_only=True)
class FeedOf:
    """What a feed says of itself, its addresses absolute."""

    name: str
    """The site's."""
    title: str
    description: str
    page: str
    url: str
    language: str
    entries: tuple[Entry, ...]


def entries_of(
    articles: QuerySet[ArticlePage], selection: Selection, address: Callable[[ArticlePage], str]
) -> tuple[Entry, ...]:
    """The newest of the articles that were selected, whatever order was asked for."""
    cards = cards_of(articles, selection.keys(NEWEST)[:ENTRIES])
    authors: dict[int, list[str]] = {}
    rows = ArticleAuthor.objects.filter(page__in=[each.article.pk for each in cards], role="author")
    for row in rows.select_related("author").order_by("page_id", "sort_order"):
        authors.setdefault(row.page_id, []).append(text_of(row.shown_name))
    return tuple(
        Entry(card=each, url=address(each.article), authors=tuple(dict.fromkeys(authors.get(each.article.pk, ()))))
        for each in cards
    )


def as_xml(feed: FeedOf, kind: str) -> tuple[str, str]:
    """The feed and its content type, for "rss" and "atom"."""
    made = FEEDS[kind](
        title=feed.title,
        link=feed.page,
        description=feed.description,
        feed_url=feed.url,
        language=feed.language,
        author_name=feed.name,  # of the entries that name none
    )
    for entry in feed.entries:
        article = entry.card.article
        made.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),  # read as HTML
            unique_id=entry.url,
            author_name=", ".join(entry.authors) or None,
            pubdate=_moment(article.published),
            updateddate=_moment(article.updated or article.published),
            categories=entry.terms,
        )
    return made.writeString("utf-8"), made.content_type


def as_json(feed: FeedOf) -> str:
    return json.dumps(
        {
            "version": JSON_FEED,
            "title": feed.title,
            "description": feed.description,
            "home_page_url": feed.page,
            "feed_url": feed.url,
            "language": feed.language,
            "items": [_item(entry) for entry in feed.entries],
        },
        ensure_ascii=False,
        indent=1,
    )


def _item(entry: Entry) -> dict[str, object]:
    article = entry.card.article
    published, updated = _moment(article.published), _moment(article.updated)
    said = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary or entry.title,  # an item must have a content
        "summary": entry.summary,
        "date_published": published.isoformat() if published else None,
        "date_modified": updated.isoformat() if updated else None,
        "authors": [{"name": name} for name in entry.authors],
        "tags": entry.terms,
    }
    return {name: value for name, value in said.items() if value}


def _moment(day: date | None) -> datetime | None:
    """A day's beginning where the site stands: an article says no hour."""
    return datetime.combine(day, time.min, tzinfo=get_current_timezone()) if day else None
