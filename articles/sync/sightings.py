"""A records file read for the plan: little is kept of each record, so that a large hub fits into memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from articles.sync.convert import ADDRESS_LIMIT
from articles.sync.ladder import Sight
from articles.sync.matching import Outcome, Sighting
from articles.sync.plan import Decision
from scraper.blocks import ImageBlock
from scraper.items import ScrapedArticle
from scraper.records import CrawledArticle, End, Failure, FetchedImage, NotModified, Record, Unlisted, read_records

GONE = (404, 410)
TOO_LONG = f"the address has more than {ADDRESS_LIMIT} characters"


@dataclass(frozen=True, kw_only=True)
class Sightings:
    all: list[Sighting] = field(default_factory=list)
    end: End | None = None
    """None when the crawl was killed before its end."""
    images: list[FetchedImage] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)
    """Address of an image to what the first article that shows it calls it."""


def read_sightings(path: Path) -> Sightings:
    """What the records file says of each address; ContractError names a line that is no record."""
    sightings: list[Sighting] = []
    images: list[FetchedImage] = []
    alts: dict[str, str] = {}
    end = None
    for place, record in enumerate(read_records(path)):
        if isinstance(record, End):
            end = record
        elif isinstance(record, FetchedImage):
            images.append(record)
        else:
            sightings.append(_sighting(place, record))
            if isinstance(record, CrawledArticle):
                _note_alts(record.article, alts)
    return Sightings(all=sightings, end=end, images=images, alts=alts)


def _note_alts(article: ScrapedArticle, alts: dict[str, str]) -> None:
    for block in article.blocks:
        if isinstance(block, ImageBlock) and block.alt:
            alts.setdefault(block.src, block.alt)


def articles_of(path: Path, decisions: Mapping[int, Decision]) -> Iterator[tuple[Decision, ScrapedArticle]]:
    """The articles of the decisions, which stand under their place in the file; one at a time."""
    for place, record in enumerate(read_records(path)):
        if place in decisions and isinstance(record, CrawledArticle):
            yield decisions[place], record.article


def _sight(state: str) -> Sight:
    match state:
        case "gone" | "delisted" | "redirected":
            return state
    return "error"


def _sighting(place: int, record: Record) -> Sighting:
    match record:
        case CrawledArticle(article=article):
            if len(article.url) > ADDRESS_LIMIT:
                return Sighting(place=place, kind="failure", url=article.url, outcome="reject", reason=TOO_LONG)
            return Sighting(
                place=place,
                kind="article",
                url=article.url,
                slug=article.slug,
                title=article.title,
                fingerprint=article.fingerprint,
                fetched=tuple(record.fetched),
                reason="; ".join(record.notes),
                stored=record.stored,
            )
        case NotModified(url=url):
            return Sighting(place=place, kind="not_modified", url=url)
        case Failure():
            outcome: Outcome = "reject" if record.outcome == "reject" else "fail"
            sight: Sight = "gone" if record.status in GONE else "error"
            return Sighting(
                place=place, kind="failure", url=record.url, outcome=outcome, reason=record.reason, sight=sight
            )
        case Unlisted(state=state):
            return Sighting(
                place=place,
                kind="unlisted",
                url=record.url,
                reason=record.reason,
                sight=_sight(state),
                location=record.location or "",
            )
    raise TypeError(f"{type(record).__name__} is no record of an address")
