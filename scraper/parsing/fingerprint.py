"""A hash of what an article says: the same when only its markup, its ids or the noise around it change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import is_dataclass, replace
from typing import Any

from scraper.items import ScrapedArticle
from scraper.parsing.spans import read_spans

MARKUP = ("html", "answer_html")
IGNORED = ("id", "anchor", "removed", "fingerprint")


def with_fingerprint(article: ScrapedArticle) -> ScrapedArticle:
    """The article with its own fingerprint."""
    return replace(article, fingerprint=fingerprint_of(article))


def fingerprint_of(article: ScrapedArticle) -> str:
    """32 hexadecimal digits over the record, markup reduced to its words and link targets."""
    meaning = json.dumps(_meaning(article), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(meaning.encode("utf-8")).hexdigest()[:32]


def _meaning(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_said(each) if isinstance(each, str) else _meaning(each) for each in value]
    if is_dataclass(value):
        value = vars(value)
    if isinstance(value, dict):
        return {
            name: _said(each) if name in MARKUP else _meaning(each)
            for name, each in value.items()
            if name not in IGNORED
        }
    return value


def _said(html: str) -> list[str]:
    if "<" not in html and "&" not in html:
        return [" ".join(html.split())]
    spans = read_spans(html)
    return [" ".join(spans.text.split()), *(link.url for link in spans.links)]
