"""What became of a known article that is not in its place any more: gone, delisted, redirected, or not to be said.

Only a clear answer is one of the first three; they lead to a withdrawal, and whatever is in doubt is an error.
"""

from __future__ import annotations

from collections.abc import Callable

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from scraper.outcomes import FORBIDDEN, failure_of
from scraper.profile import SourceProfile
from scraper.records import Unlisted
from scraper.safety import RefusedAddress
from scraper.spiders.page import RejectedPage, read_article

GONE_STATUSES = (404, 410)
DELISTED = "the hub does not list it any more, though its address still answers"
OUT_OF_SCOPE = "its address is none of those that this source takes for articles"

Key = Callable[[str], str]
"""What all spellings of one address have in common."""


def redirected(url: str, location: str, *, status: int | None = None, reason: str = "") -> Unlisted:
    """The record of an article whose address leads to another page."""
    return Unlisted(
        url=url, state="redirected", status=status, location=location, reason=reason or f"it leads to {location}"
    )


def out_of_scope(url: str) -> Unlisted:
    """The record of an article that the source's rules leave out by now: it is not even asked for."""
    return Unlisted(url=url, state="error", reason=OUT_OF_SCOPE)


def answered(url: str, response: Response, profile: SourceProfile, key: Key) -> Unlisted:
    """The record of an address that answered with a page."""
    if key(response.url) != key(url):
        return redirected(url, response.url, status=response.status)
    try:
        article = read_article(response, profile, [url]).article
    except RejectedPage as rejection:
        return Unlisted(url=url, state="error", status=response.status, reason=f"no article is there: {rejection}")
    if key(article.url) != key(url):
        reason = f"its page calls itself {article.url}"
        return redirected(url, article.url, status=response.status, reason=reason)
    return Unlisted(url=url, state="delisted", status=response.status, reason=DELISTED)


def not_answered(url: str, error: BaseException, request: Request, key: Key) -> Unlisted:
    """The record of an address whose page did not come. `request` is the last one made for it."""
    failure = failure_of(url, error, request)
    state = "error"
    if failure.status in GONE_STATUSES:
        state = "gone"
    elif failure.location and _refused(error) and key(failure.location) != key(url):
        # It was not followed, but that it leads away from here is what its own server said.
        state = "redirected"
    return Unlisted(url=url, state=state, status=failure.status, location=failure.location, reason=failure.reason)


def _refused(error: BaseException) -> bool:
    return isinstance(error, RefusedAddress) or (isinstance(error, IgnoreRequest) and str(error) == FORBIDDEN)
