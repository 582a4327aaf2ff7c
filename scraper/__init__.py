"""Crawl and parse: pages in, ScrapedArticle records out. No Django, no database."""

from __future__ import annotations

from scraper.errors import ParseError
from scraper.items import ScrapedArticle
from scraper.parsing.article import parse_article
from scraper.parsing.canonical import address_of, canonical_address, capture_address
from scraper.parsing.explain import Explanation, explain_article
from scraper.parsing.site_name import site_name
from scraper.parsing.text import article_text
from scraper.profile import SourceProfile
from scraper.version import parser_version

__all__ = [
    "Explanation",
    "ParseError",
    "ScrapedArticle",
    "SourceProfile",
    "address_of",
    "article_text",
    "canonical_address",
    "capture_address",
    "explain_article",
    "parse_article",
    "parser_version",
    "site_name",
]
