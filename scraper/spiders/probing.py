"""Asks for the known articles that a crawl of the whole hub did not find, once each, as politely as for any other."""

from __future__ import annotations

from collections.abc import Iterable

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from scraper.output import Output
from scraper.profile import SourceProfile
from scraper.spiders import unlisted
from scraper.spiders.scope import Scope


class Probing:
    """Requests whose answers become `Unlisted` records. They count neither as found nor as done."""

    def __init__(self, scope: Scope, profile: SourceProfile, output: Output) -> None:
        self.scope = scope
        self.profile = profile
        self.output = output

    def requests(self, missed: Iterable[str]) -> list[Request]:
        """A request for each article within the source's scope; the others get their record at once."""
        requests = []
        for url in missed:
            if self.scope.may_be_article(url):
                asked = {"asked": url}
                requests.append(Request(url, self.answered, errback=self.failed, dont_filter=True, cb_kwargs=asked))
            else:
                self.output.write(unlisted.out_of_scope(url))
        return requests

    def answered(self, response: Response, asked: str) -> None:
        self.output.write(unlisted.answered(asked, response, self.profile, self.scope.key))

    def failed(self, failure: TwistedFailure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("unknown")
        self.output.write(unlisted.not_answered(request.cb_kwargs["asked"], error, request, self.scope.key))
