"""What a source's server answered last for one article, as the crawl stored it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from articles.models import SourceDocument
from articles.sync.crawl import responses_folder
from articles.sync.documents import host_family
from scraper.addresses import AddressError


class NoStoredAnswer(Exception):
    """There is none, or it cannot be read. Raised by `stored_answer`; the message says why."""


@dataclass(frozen=True, kw_only=True)
class StoredAnswer:
    url: str
    """The address that answered, behind all redirects."""
    stored_at: datetime
    status: int
    content_type: str
    size: int
    """Bytes, unpacked."""
    text: str


def stored_answer(document: SourceDocument) -> StoredAnswer:
    """The newest stored answer of the article's address."""
    # Here, since Scrapy takes a while to load, and no other screen needs it.
    from scraper.decoding import page_text
    from scraper.spiders.hub import HubSpider
    from scraper.stored import StoredPages, UnreadableResponse

    folder = responses_folder(document.source)
    if not folder.is_dir():
        raise NoStoredAnswer("nothing of this source is stored here")
    stored = StoredPages(folder, HubSpider.name, host_family(document.source).key)
    try:
        page = stored.at(document.url) or stored.page(document.url)
        if page is None:
            raise NoStoredAnswer("no answer of this address is stored here")
        response = stored.response(page)
    except (AddressError, ValueError, UnreadableResponse) as error:
        raise NoStoredAnswer(str(error)) from error
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return StoredAnswer(
        url=page.url,
        stored_at=datetime.fromtimestamp(page.stored_at, tz=UTC),
        status=response.status,
        content_type=content_type,
        size=len(response.body),
        text=page_text(response.body, content_type),
    )
