"""Why a page did not come, as one sentence for a person: Scrapy's and Twisted's errors become Failure records."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionLost
from twisted.web.client import ResponseFailed

from scraper.records import Failure
from scraper.safety import RefusedAddress, private_reason, refused_hosts
from scraper.settings import LARGEST_ANSWER

FORBIDDEN = "Forbidden by robots.txt"
IGNORED = {
    # Scrapy tells its reasons for an IgnoreRequest apart by these words only.
    FORBIDDEN: "robots.txt forbids it",
    "max redirections reached": "it redirects in a circle, or too often",
}


class NoAnswer(Exception):
    """A page that discovery asked for did not come. Raised by the spider; carries the failure to report."""

    def __init__(self, failure: Failure, *, unreachable: bool = False) -> None:
        super().__init__(failure.reason)
        self.failure = failure
        self.unreachable = unreachable
        """Whether it was the host that did not answer, rather than this one page."""


UNREACHABLE = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, ConnectError)


def failure_of(asked: str, error: BaseException, request: Request | None = None) -> Failure:
    """The record of an address whose page did not come. `request` is the last one made for it."""
    if isinstance(error, HttpError):
        return status_failure(asked, error.response)
    location = request.url if request and request.meta.get("redirect_urls") else None
    return Failure(url=asked, outcome="fail", reason=_reason(error, request), location=location)


def status_failure(asked: str, response: Response) -> Failure:
    """The record of an address that was answered with another status than success."""
    try:
        phrase = f" {HTTPStatus(response.status).phrase}"
    except ValueError:
        phrase = ""
    reason = f"the server answered {response.status}{phrase}"
    location = response.url if response.meta.get("redirect_urls") else None
    if response.status in range(300, 400) and (named := response.headers.get("Location")):
        location = named.decode("utf-8", "replace")
        reason = f"it redirects to something that is no web page: {location}"
    elif location:
        reason += f" at {location}, where it redirects to"
    return Failure(url=asked, outcome="fail", reason=reason, status=response.status, location=location)


def _reason(error: BaseException, request: Request | None) -> str:
    match error:
        case RefusedAddress():
            return f"it {error}"
        case CannotResolveHostError():
            return _resolution_reason(request)
        case DownloadConnectionRefusedError():
            return "the host refuses the connection"
        case DownloadTimeoutError():
            seconds = request.meta.get("download_timeout") if request else None
            return f"no answer within {seconds:g} seconds" if seconds else "no answer in time"
        case DownloadCancelledError():
            return _too_large_reason(request)
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return _too_large_reason(request)
        case IgnoreRequest():
            return IGNORED.get(str(error), str(error) or "the request was ignored")
        case ResponseDataLossError():
            return "the answer broke off before its end"
        case ValueError():
            # Scrapy makes a request of whatever a redirect names, and only then looks at it.
            return f"it leads to an address that cannot be asked: {error}"
    return _connection_reason(error)


def _too_large_reason(request: Request | None) -> str:
    limit = request.meta.get("download_maxsize", LARGEST_ANSWER) if request else LARGEST_ANSWER
    return f"the answer is larger than {limit // 1024 // 1024} MB"


def _resolution_reason(request: Request | None) -> str:
    host = (urlsplit(request.url).hostname if request else None) or ""
    if host in refused_hosts:
        return f"it {private_reason('leads', f'{host} ({refused_hosts[host]})')}"
    return f"the host does not resolve: {host}"


def _connection_reason(error: BaseException) -> str:
    words = " ".join(str(error).split())
    if "certificate verify failed" in words:
        return "the host's certificate is not valid"
    cause = error.__cause__ if isinstance(error.__cause__, ResponseFailed) else error
    if isinstance(cause, ResponseFailed | ConnectionLost):
        return f"the connection broke off: {words}"
    if isinstance(cause, ConnectError):
        return f"the host cannot be reached: {words}"
    return f"the request failed: {type(error).__name__}: {words}"
