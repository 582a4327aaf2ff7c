"""What an element's class and id say of it: that it names an author, a date, or other people and other articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.parsing.tree import Element
from scraper.parsing.word_search import grouped

SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
"""Between the words of a class name, however they are joined."""
OTHERS = frozenset(
    [
        "comment",
        "comments",
        "respondlist",
        "related",
        "recommended",
        "recommendations",
        "teaser",
        "teasers",
        "card",
        "cards",
        "sidebar",
        "latest",
        "recent",
        "popular",
        "trending",
        "carousel",
        "slider",
        "newsletter",
        "promo",
        "upsell",
        "archive",
        "archives",
        "breadcrumb",
        "breadcrumbs",
        "menu",
        "readnext",
        "cookie",
        "testimonial",
        "testimonials",
        "disqus",
        "feed",
    ]
)
"""Words of class names that mark a part in which other people and other articles are named."""
WIDGET = re.compile(r"(?:^|\s)widget(?:[\s_]|$)")
"""What stands in a side column; page builders call every part of the text one, too: "elementor-widget"."""
PASSED = frozenset(
    ["nav", "form", "select", "script", "style", "noscript", "template", "svg", "iframe", "dialog", "head"]
)
AUTHOR_WORDS = frozenset(
    ["author", "authors", "byline", "bylines", "contributor", "contributors", "writer", "writers", "creator"]
)
NOT_THE_NAME = frozenset(
    [
        "bio",
        "description",
        "desc",
        "title",
        "role",
        "position",
        "job",
        "image",
        "img",
        "avatar",
        "photo",
        "pic",
        "picture",
        "social",
        "follow",
        "link-list",
        "date",
        "time",
        "count",
        "box-title",
        "about",
        "icon",
        "email",
        "more",
        "posts",
        "stories",
    ]
)
DATE_WORDS = frozenset(
    [
        "date",
        "dateline",
        "published",
        "publish",
        "publication",
        "pubdate",
        "posted",
        "updated",
        "modified",
        "timestamp",
        "created",
    ]
)
UPDATE_WORDS = frozenset({"updated", "modified", "update", "changed", "revised"})
MAYBE = re.compile(r"author|byline|contributor|writer|creator|date|publi|posted|updated|modified|timestamp|created")
"""Names, in lower case, that may speak of an author or a date."""
TELLING = re.compile(grouped("|".join([MAYBE.pattern, "widget", *sorted(OTHERS)])))
"""Names that may say anything at all: most do not."""


@dataclass(frozen=True, kw_only=True)
class NameSigns:
    """What the words of a class and an id say."""

    words: frozenset[str] = frozenset()
    """All of them; none where no author and no date is spoken of."""
    date: bool = False
    author: bool = False
    others: bool = False
    """Whether other people or other articles are named within."""


SAYS_NOTHING = NameSigns()


def name_signs(element: Element) -> NameSigns:
    """The signs of an element's names; a page and a site repeat a few of them many times."""
    got = element.get
    names = f"{got('class') or ''} {got('id') or ''}"
    return signs_of(names) if len(names) > 1 else SAYS_NOTHING


@lru_cache(maxsize=8192)
def signs_of(names: str) -> NameSigns:
    """The signs of class and id, as they are written."""
    small = names.lower()
    if TELLING.search(small) is None:
        return SAYS_NOTHING
    words = split_words(names)
    author = not words.isdisjoint(AUTHOR_WORDS)
    date = not words.isdisjoint(DATE_WORDS)
    others = not author and (not words.isdisjoint(OTHERS) or WIDGET.search(names) is not None)
    told = words if author or date or MAYBE.search(small) else frozenset[str]()
    if not told and not others:
        return SAYS_NOTHING
    return NameSigns(words=told, date=date, author=author, others=others)


@lru_cache(maxsize=2048)
def split_words(names: str) -> frozenset[str]:
    """The words of a class or id, however they are joined."""
    return frozenset(map(str.lower, filter(None, SPLIT.split(names))))


def of_others(element: Element) -> bool:
    """Whether an element's class or id says that other people or other articles are named in it."""
    return name_signs(element).others
