"""The generated contents as records, so that they go the whole way: record, plan, page, revision."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from scraper import blocks
from scraper.items import Author, Citation, EditorsNote, Role, ScrapedArticle, Term
from tests.articles.sync.merging.contents import Content
from tests.articles.sync.samples import HUB


def article_of(content: Content, slug: str = "careers", place: str = HUB) -> ScrapedArticle:
    """An article that says what the content says."""
    note = content["editors_note"]
    return ScrapedArticle(
        url=f"{place}{slug}/",
        slug=slug,
        title=content["title"],
        published=content["published"],
        summary=content["summary"],
        editors_note=EditorsNote(text=text_of(note), html=note) if note else None,
        authors=[Author(name=each["name"], role=each["role"]) for each in content["authors"]],
        areas_of_study=[term(key) for key in content["areas_of_study"]],
        topics=[term(key) for key in content["topics"]],
        roles=[
            Role(title=each["title"], html=each["html"], section=each["section"], facts={}) for each in content["roles"]
        ],
        citations=[Citation(url=each["url"], text=each["text"], claim=each["claim"]) for each in content["citations"]],
        blocks=[block_of(each) for each in content["body"]],
        fingerprint=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
    )


def term(key: int) -> Term:
    return Term(name=f"Term {key}", slug=f"term-{key}")


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def block_of(block: dict[str, Any]) -> blocks.Block:
    key, value = block["id"], block["value"]
    match block["type"]:
        case "rich_text":
            return blocks.RichTextBlock(id=key, html=value)
        case "heading":
            return blocks.HeadingBlock(id=key, level=int(value["level"]), text=value["text"], anchor=value["anchor"])
        case "quote":
            return blocks.QuoteBlock(id=key, html=value["html"], attribution=value["attribution"])
        case "key_points":
            return blocks.KeyPointsBlock(id=key, items=[text_of(each["value"]) for each in value["items"]])
        case "roles":
            return blocks.RolesBlock(id=key)
    raise ValueError(f"the generators make no {block['type']}")
