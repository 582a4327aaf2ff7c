"""The lines of a crawl's output file, one JSON object each, told apart by "kind".

Source of truth of a run: what is not in this file was not crawled. The last line of a crawl that came to its end is
an `End`; a file without one belongs to a crawl that was killed.

Every line says the version of the contract that it was written by. What came later has a default, so that a line of an
older version imports as it stands; a line of a newer one is refused, for nobody here knows what it means.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from scraper.blocks import block_from_dict
from scraper.building import ContractError, build
from scraper.items import ScrapedArticle

CONTRACT_VERSION = 2
"""1 (lines that say none): article, not_modified, failure, end. 2: unlisted, image; a failure's location; `stored`."""


@dataclass(frozen=True, kw_only=True)
class CrawledArticle:
    article: ScrapedArticle
    fetched: list[str] = field(default_factory=list)
    """The addresses that led here, first asked first: redirects are told by this."""
    notes: list[str] = field(default_factory=list)
    """What is odd about the record though it can be used: "published lies in the future: 2031-01-01"."""
    stored: bool = False
    """Whether the page is the one that was stored before: by its server's word, byte for byte, or in a replay, where
    nobody asked. What the record says otherwise than the last one is then the parser's doing."""
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
    location: str | None = None
    """Where the address led to in the end; null where it did not redirect."""
    kind: str = "failure"


@dataclass(frozen=True, kw_only=True)
class Unlisted:
    """A known article that is not in its place: the hub does not list it, or its address leads to another known one."""

    url: str
    """The article's address as the specification expects it."""
    state: str
    """ "gone": the server says so (404, 410); "delisted": the article still answers; "redirected": the address leads to
    another page; "error": nothing can be said, for it could not be asked or gave no article."""
    status: int | None = None
    """HTTP status, where there was an answer."""
    location: str | None = None
    """Where the address led to in the end; null where it did not redirect."""
    reason: str
    """One sentence for a person."""
    kind: str = "unlisted"


@dataclass(frozen=True, kw_only=True)
class FetchedImage:
    """An image of an article and its stored copy, or why there is none."""

    url: str
    """As the image block has it in `src`."""
    sha256: str | None = None
    """Of the content, in hexadecimal digits; null where there is no copy."""
    path: str | None = None
    """The absolute path of the copy."""
    type: str | None = None
    """The media type by the content: "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"."""
    bytes: int = 0
    width: int = 0
    height: int = 0
    refused: str = ""
    """Why there is no copy, a sentence for a person; empty where there is one."""
    again: bool = False
    """Whether another run may have more luck: the host did not answer, or was in trouble."""
    kind: str = "image"


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


Record = CrawledArticle | NotModified | Failure | Unlisted | FetchedImage | End
_TYPES: dict[str, type[Record]] = {
    "article": CrawledArticle,
    "not_modified": NotModified,
    "failure": Failure,
    "unlisted": Unlisted,
    "image": FetchedImage,
    "end": End,
}


def record_line(record: Record) -> str:
    """The record as one line of JSON, without its line break."""
    return json.dumps({"contract": CONTRACT_VERSION, **asdict(record)}, ensure_ascii=False)


def read_records(path: Path) -> Iterator[Record]:
    """The records of a crawl's output, one at a time; ContractError names the line that is no record.

    A last line without its line break is what a killed crawl leaves: it is passed over.
    """
    # Bytes: what a killed crawl leaves can end in the middle of a character.
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield _record(json.loads(line))
            except ValueError as error:
                raise ContractError(f"{path.name}, line {number}: {error}") from error


def _record(value: object) -> Record:
    if not isinstance(value, dict):
        raise ContractError(f"expected an object, found {type(value).__name__}")
    _check_version(value.pop("contract", 1))
    kind = value.get("kind")
    record_type = _TYPES.get(kind) if isinstance(kind, str) else None
    if record_type is None:
        raise ContractError(f"kind: {kind!r} is no kind of record")
    return build(record_type, value, {"Block": block_from_dict})


def _check_version(version: object) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ContractError(f"contract version {version!r} is none")
    if version > CONTRACT_VERSION:
        raise ContractError(f"contract version {version}, this installation knows up to {CONTRACT_VERSION}")
