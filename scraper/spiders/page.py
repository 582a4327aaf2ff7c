"""From a response to a checked record of its article, or the reason why there is none."""

from __future__ import annotations

import logging

from scrapy.http import Response

from scraper import ParseError, parse_article
from scraper.cache import is_unchanged
from scraper.checks import oddities, problems
from scraper.decoding import looks_binary, page_text
from scraper.profile import SourceProfile
from scraper.records import CrawledArticle

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
UNSURE_TYPES = frozenset({"", "text/plain", "application/octet-stream"})
"""Types that servers send when they don't know: the page itself is looked at."""
HTML_BEGINNINGS = (b"<!doctype html", b"<html", b"<head", b"<body")
LOOKED_AT = 1024
"""Bytes in which a page shows that it is HTML; comments and an XML declaration may come first."""

logger = logging.getLogger(__name__)


class RejectedPage(Exception):
    """A page came but is no usable article. Raised here and by the spider; the message is the reason for a person."""


def read_article(response: Response, profile: SourceProfile, fetched: list[str]) -> CrawledArticle:
    """The record of the article on a page; RejectedPage when there is none."""
    text = text_of(response)
    try:
        article = parse_article(text, response.url, profile)
    except ParseError as error:
        raise RejectedPage(f"the page {error}") from error
    except Exception as error:
        # A page that breaks the parser must not take its address out of the report.
        logger.exception("The parser broke on %s", response.url)
        raise RejectedPage(f"the parser broke on the page: {type(error).__name__}: {error}") from error
    if found := problems(article):
        raise RejectedPage("; ".join(found))
    notes, stored = oddities(article), is_unchanged(response)
    return CrawledArticle(article=article, fetched=fetched, notes=notes, stored=stored)


def text_of(response: Response) -> str:
    """The text of a page; RejectedPage when it is no HTML."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    _check_html(response.body, content_type.partition(";")[0].strip().lower())
    return page_text(response.body, content_type)


def _check_html(body: bytes, content_type: str) -> None:
    if not body.strip():
        raise RejectedPage("the page is empty")
    is_html = any(mark in body[:LOOKED_AT].lower() for mark in HTML_BEGINNINGS)
    if content_type not in HTML_TYPES and not (content_type in UNSURE_TYPES and is_html):
        raise RejectedPage(f"not HTML: {content_type or 'no content type'}")
    if looks_binary(body):
        raise RejectedPage("not HTML: binary data")
