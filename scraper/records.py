"""The lines of a crawl's output file, one JSON object each, told apart by "kind".

Source of truth of a run: what is not in this file was not crawled. The last line of a crawl that came to its end is
an `End`; a file without one belongs to a crawl that was killed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from scraper.blocks import block_from_dict
from scraper.building import ContractError, build
from scraper.items import ScrapedArticle


@dataclass(frozen=True, kw_only=True)
class CrawledArticle:
    article: ScrapedArticle
    fetched: list[str] = field(default_factory=list)
    """The addresses that led here, first asked first: redirects are told by this."""
    notes: list[str] = field(default_factory=list)
    """What is odd about the record though it can be used: "published lies in the future: 2031-01-01"."""
    kind: str = "article"


@dataclass(frozen=True, kw_only=True)
class NotModified:
    """The server said 304 and the record is known: there is nothing new to say about this address."""

    url: str
    kind: str = "not_modified"


@dataclass(frozen=True, kw_only=True)
class Failure:
    url: str
    outcome: str
    """ "reject": the page came but is no usable article; "fail": the page did not come."""
    reason: str
    """One sentence for a person."""
    status: int | None = None
    """HTTP status, where there was an answer."""
    kind: str = "failure"


@dataclass(frozen=True, kw_only=True)
class End:
    complete: bool
    """Whether discovery and every request came to an end by themselves: only then absence means anything."""
    reason: str
    """How the crawl ended, in Scrapy's word: "finished", "shutdown", "closespider_..."."""
    found: int = 0
    """Addresses of articles discovered."""
    seconds: float = 0.0
    kind: str = "end"


Record = CrawledArticle | NotModified | Failure | End
_TYPES = {"article": CrawledArticle, "not_modified": NotModified, "failure": Failure, "end": End}


def record_line(record: Record) -> str:
    """The record as one line of JSON, without its line break."""
    return json.dumps(asdict(record), ensure_ascii=False)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a crawl's output, one at a time; ContractError names the line that is no record.

    A last line without its line break is what a killed crawl leaves: it is passed over.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith("\n"):
                return
            try:
                value = json.loads(line)
                record_type = _TYPES[value["kind"]]
                yield build(record_type, value, {"Block": block_from_dict})
            except (ValueError, KeyError, TypeError) as error:
                raise ContractError(f"{path.name}, line {number}: {error}") from error
