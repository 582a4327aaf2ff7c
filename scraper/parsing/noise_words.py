"""The words by which noise is known: in class names, in short lines, in headings over widgets."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.parsing.element_names import named

NOISE_NAMES = (
    ("share", r"share|sharing|sharedaddy|social|addtoany|share-?(?:bar|buttons|links|this)|social-?\w+"),
    ("newsletter", r"newsletter|subscribe|subscription|sign-?up|mailing-?list|email-?capture"),
    ("cookie notice", r"cookies?|consent|gdpr|cookie-?\w+"),
    ("breadcrumb", r"breadcrumbs?"),
    ("comments", r"comments?|disqus|comment-?(?:list|area|form|section)|respond"),
    ("skip link", r"skip|skip-?(?:link|nav|to-?content)|screen-reader-shortcut"),
    ("compare widget", r"compare|comparison-?(?:bar|tray|widget)|compare-?\w+"),
    ("contents", r"toc|table-of-contents|on-this-page|page-?nav"),
    ("pagination", r"pagination|pager|post-?navigation|prev-?next"),
    ("promotion", r"promo|promo-?\w+|advert\w*|ad-?(?:slot|banner|unit|container)|sponsor(?:ed)?|open-?house"),
    ("author box", r"author-?(?:bio|box|card|info|profile)|about-?(?:the-?)?author|bio-box"),
    ("sidebar", r"sidebar|side-?bar|widget-area"),
    ("dialog", r"modal|popup|pop-up|overlay|lightbox"),
    ("back link", r"back-?(?:link|to-?\w+)"),
    (
        "caption",
        r"captions?(?:-text)?|(?:image|img|photo|picture|media|slide|gallery)-?captions?(?:-text)?|cutline"
        r"|photo-?credits?|image-?credits?",
    ),
    ("gallery", r"slide-?show|galler(?:y|ies)|(?:photo|image|media)-?galler(?:y|ies)|carousel"),
    ("print", r"print-?(?:link|button|only)|no-?print"),
)
ANY_NAME = named("|".join(words for _, words in NOISE_NAMES))
"""Whether any of them is named: one look instead of one for each kind."""
KINDS_BY_NAME = tuple((what, named(words)) for what, words in NOISE_NAMES)
_WORDS = (
    (
        "share",
        r"(share|teilen|compartir|partager|condividi)( (this|on|via|the|esta?|diesen?|cet(te)?)\b.{0,30})?:?"
        r"|tweet|copy link|print|email",
    ),
    (
        "skip link",
        r"(skip|jump) to (main |the )?(content|navigation)|zum inhalt( springen)?|(saltar|ir) al contenido"
        r"|aller au contenu",
    ),
    (
        "back link",
        r"[«‹<←]?\s*(back|return|zurück|volver|retour) (to|zu[rm]?|a|à|aux)\b.{1,40}|[«‹<←]?\s*(all|alle) articles",
    ),
    ("compare widget", r"compare( programs)?|add (at least )?\w+ programs? to compare\.?|remove all( and close)?"),
    ("reading time", r"\d+[- ]min(ute)?s?( read)?\.?|reading time:? .{1,20}|tiempo de lectura:? .{1,20}"),
    ("advertisement", r"advertisement|sponsored( content)?|anzeige|publicidad"),
    (
        "navigation",
        r"(close|open)( menu)?|menu|search|previous|next|load more|show more|read more|print( this page)?",
    ),
)
WORDS = tuple((what, re.compile(words)) for what, words in _WORDS)
"""What a short line of each kind says, in lower case."""
ANY_WORDS = re.compile("|".join(words for _, words in _WORDS))
_HEADINGS = (
    (
        "author box",
        r"about the authors?|(über|zum) (den |die )?autor(in|en)?|sobre (el|la) autora?|à propos de l.auteure?",
    ),
    ("newsletter", r"(subscribe|sign up|newsletter|stay (connected|informed|in the loop|up to date))\b.{0,60}"),
    (
        "comments",
        r"((\d+|leave an?|post an?|no|join the) )?(comments?|repl(y|ies)|conversation|responses?)( on .{3,80})?",
    ),
    ("compare widget", r"compare programs"),
    ("share", r"share (this|on)\b.{0,30}|follow us( on)?.{0,30}"),
)
HEADINGS_OF_NOISE = tuple((what, re.compile(words)) for what, words in _HEADINGS)
"""Headings that say that what stands under them is no part of the article, in lower case."""
ANY_HEADING = re.compile("|".join(words for _, words in _HEADINGS))
LONGEST_NOISE = 90
"""Noise that is told by its words alone is short."""


@lru_cache(maxsize=4096)
def noise_name(names: str) -> str | None:
    """The first kind that class, id and label name; a page repeats a few of them many times."""
    if ANY_NAME.search(names) is None:
        return None
    return next((what for what, pattern in KINDS_BY_NAME if pattern.search(names)), None)


def noise_words(text: str) -> str | None:
    """Which kind of noise a line is by its words alone; None for anything else."""
    if len(text) > LONGEST_NOISE:
        return None
    small = text.lower()
    if ANY_WORDS.fullmatch(small) is None:
        return None
    return next((what for what, pattern in WORDS if pattern.fullmatch(small)), None)


def noise_heading(text: str) -> str | None:
    """Which widget a heading names; None for any other."""
    small = text.rstrip(":").lower() if len(text) <= LONGEST_NOISE else ""
    if ANY_HEADING.fullmatch(small) is None:
        return None
    return next((what for what, pattern in HEADINGS_OF_NOISE if pattern.fullmatch(small)), None)
