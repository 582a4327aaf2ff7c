"""Which stored responses may go: those past their days, and beyond the megabytes those that no article needs.

The newest response of a known article's address always stays: its provenance shows it, a replay reads it, and the next
crawl asks by it for what changed. So do all of a known article that have not reached the limit of days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from articles.keeping.removal import RESPONSES, Removal, age_in_days, size_below
from articles.models import Source, SourceDocument
from articles.sync.crawl import responses_folder
from articles.sync.documents import host_family
from scraper.addresses import AddressError, HostFamily

if TYPE_CHECKING:
    from scraper.stored import StoredPage

DAY = 86_400
UNFINISHED_DAYS = 1.0
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A response that is kept, and what the bound on size may do with it."""

    path: Path
    stored_at: float
    size: int
    is_needed: bool


def old_responses(sources: Iterable[Source], now: datetime, days: int, megabytes: int) -> Iterator[Removal]:
    """Those to remove of these sources; the size counts in all of them together."""
    kept: list[Stored] = []
    total = 0
    for source in sources:
        for each, is_old in _judged(source, now, days):
            if is_old:
                yield Removal(kind=RESPONSES, path=each.path, size=each.size)
                continue
            total += each.size
            if megabytes and not each.is_needed:
                kept.append(each)
    bound = megabytes * MEGABYTE
    for each in sorted(kept, key=lambda stored: stored.stored_at):
        if total <= bound:
            return
        total -= each.size
        yield Removal(kind=RESPONSES, path=each.path, size=each.size)


def _judged(source: Source, now: datetime, days: int) -> Iterator[tuple[Stored, bool]]:
    """Every stored response of the source, and whether it is past its days and not needed."""
    from scraper.stored import response_folders  # here, since Scrapy takes a while to load

    folder = responses_folder(source)
    if not folder.is_dir():
        return
    family = host_family(source)
    known = _known_addresses(source, family)
    newest: dict[str, float] = {}
    found = list(response_folders(folder))
    for _path, page in found:
        for key in _keys(page, family) & known if page else ():
            newest[key] = max(newest.get(key, 0.0), page.stored_at if page else 0.0)
    for path, page in found:
        stored_at = page.stored_at if page else now.timestamp() - age_in_days(path, now.timestamp()) * DAY
        keys = _keys(page, family) & known if page else set()
        is_newest = any(stored_at >= newest.get(key, 0.0) for key in keys)
        is_old = now.timestamp() - stored_at > days * DAY and not is_newest
        yield Stored(path=path, stored_at=stored_at, size=size_below(path), is_needed=bool(keys)), is_old


def left_unfinished(source: Source, now: datetime) -> Iterator[Removal]:
    """What a crawl that was killed was putting together, and what a clean-up that was killed was taking apart."""
    from scraper.stored import STAGING  # here, since Scrapy takes a while to load

    folder = responses_folder(source) / STAGING
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if age_in_days(path, now.timestamp()) > UNFINISHED_DAYS:
            yield Removal(kind=RESPONSES, path=path, size=size_below(path))


def _known_addresses(source: Source, family: HostFamily) -> set[str]:
    """What the addresses of the source's articles, old ones too, have in common with all their spellings."""
    found: set[str] = set()
    for url, aliases in SourceDocument.objects.filter(source=source).values_list("url", "aliases").iterator(2000):
        found.update(_key(each, family) for each in (url, *aliases))
    return found


def _keys(page: StoredPage | None, family: HostFamily) -> set[str]:
    return {_key(each, family) for each in (page.url, *page.redirects)} if page else set()


def _key(address: str, family: HostFamily) -> str:
    try:
        return family.key(address)
    except (AddressError, ValueError):
        return address
