"""A replay: the stored responses of a source's articles go through today's parser, without any request.

Source of truth is what the source answered last. A replay knows nothing of the articles that it has no response of, and
says so; it never counts as complete, so that absence from it means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from scraper.output import Output
from scraper.records import Failure
from scraper.source import SourceSpec
from scraper.spiders.hub import HubSpider
from scraper.spiders.page import RejectedPage, read_article
from scraper.stored import StoredPage, StoredPages, UnreadableResponse

NOTHING_STORED = "there is no stored response of it"
FINISHED, STOPPED = "finished", "shutdown"


def replay(spec: SourceSpec, output: Output, *, stopped: Callable[[], bool]) -> str:
    """Write a record for each of the specification's addresses and the End; gives back how it ended, as a crawl does.

    `stopped` is asked before every page whether to end early.
    """
    assert spec.cache_folder is not None  # noqa: S101 - main refuses a replay without it
    addresses = list(dict.fromkeys(spec.urls or spec.expected))[: spec.limit]
    output.found = output.asked = len(addresses)
    # What a 304 or another article's address would mean is a crawl's matter: here every page is parsed and told.
    spider = HubSpider(replace(spec, known=[], expected=[]), output)
    replaying = _Replay(spider, StoredPages(Path(spec.cache_folder), spider.name, spider.scope.key))
    missing = []
    for address in addresses:
        if stopped():
            break
        if not replaying.tell(address):
            missing.append(address)
    else:
        for address in missing if stopped() else replaying.search(missing, stopped):
            output.write(Failure(url=address, outcome="fail", reason=NOTHING_STORED))
            output.step()
    reason = STOPPED if stopped() else FINISHED
    output.end(complete=False, reason=reason)
    return reason


class _Replay:
    def __init__(self, spider: HubSpider, stored: StoredPages) -> None:
        self.spider = spider
        self.stored = stored
        self.told: set[str] = set()
        """Addresses of the pages that have been replayed."""

    def tell(self, address: str) -> bool:
        """Write the record of an address; False when no response is stored under it."""
        page = self.stored.page(address)
        if page is None:
            return False
        self.told.add(page.url)
        try:
            self.spider.article(self.stored.response(page), asked=address)
        except UnreadableResponse as error:
            self.spider.output.write(Failure(url=address, outcome="fail", reason=str(error)))
            self.spider.output.step()
        return True

    def search(self, missing: list[str], stopped: Callable[[], bool]) -> list[str]:
        """Look for articles under other addresses than their own, which their pages tell; gives back the rest.

        A hub that lists /a?print=1, whose page calls itself /a, has its response stored under the former.
        """
        sought = {self.spider.scope.key(each): each for each in missing}
        for page in self._others():
            if not sought or stopped():
                break
            try:
                response = self.stored.response(page)
                article = read_article(response, self.spider.profile, [page.url]).article
            except (UnreadableResponse, RejectedPage):
                continue
            if address := sought.pop(self.spider.scope.key(article.url), None):
                self.spider.article(response, asked=address)
        return list(sought.values())

    def _others(self) -> Iterator[StoredPage]:
        """The pages that may be articles and have not been replayed, newest first."""
        pages = {page.url: page for page in self.stored.pages.values()}
        for page in sorted(pages.values(), key=lambda page: page.stored_at, reverse=True):
            if page.url not in self.told and self.spider.scope.may_be_article(page.url):
                yield page
