"""What came of one address, seen by itself: the part of a crawl that any process can do for any other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from scrapy.http import Response

from scraper.blocks import block_from_dict
from scraper.building import build
from scraper.profile import SourceProfile
from scraper.records import CrawledArticle, Failure
from scraper.spiders.page import RejectedPage, read_article


@dataclass(frozen=True, kw_only=True)
class Answer:
    asked: str
    fetched: list[str] = field(default_factory=list)
    """The addresses that led to the page, first asked first; empty where none came."""
    status: int | None = None
    not_modified: bool = False
    """Whether the page is the stored one by its server's word, and its record known."""
    record: CrawledArticle | None = None
    """None also where the page was not read, for it would say nothing new."""
    rejection: str = ""
    """Why the page is no usable article."""
    failure: Failure | None = None
    """Why no page came."""

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_line(cls, line: bytes | str) -> Answer:
        return build(cls, json.loads(line), {"Block": block_from_dict}, "answer")


def answer_of(response: Response, asked: str, profile: SourceProfile) -> Answer:
    """The answer of a page that came, read."""
    fetched = path_of(response)
    try:
        return Answer(
            asked=asked,
            fetched=fetched,
            status=response.status,
            record=read_article(response, profile, fetched),
        )
    except RejectedPage as rejection:
        return Answer(asked=asked, fetched=fetched, status=response.status, rejection=str(rejection))


def path_of(response: Response) -> list[str]:
    return [*response.meta.get("redirect_urls", []), response.url]
