"""A source's credentials: one header of a request, sent to the source's own host alone, and written nowhere.

They come by the environment and are on a request only while it is under way: what a redirect, another attempt, the
folder of stored responses or a log makes of a request was made before or is made after that.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.addresses import HostFamily

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

VARIABLE = "GLEANER_CREDENTIALS"
"""The environment variable that hands them to the crawl, in the notation of `read_credentials`."""
ADDRESS = "GLEANER_ADDRESS"
"""The setting with the source's address."""

HEADER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*): +(.+)")
NOT_OURS = frozenset(
    {"connection", "content-length", "expect", "host", "te", "trailer", "transfer-encoding", "upgrade", "user-agent"}
)
"""Headers that say how a request is sent, not who asks."""


class CredentialsError(ValueError):
    """A text that is no credentials. Raised by `read_credentials`; the message tells nothing of the text."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    header: str
    value: str = field(repr=False)


def read_credentials(text: str) -> Credentials:
    """What a text says: "Basic NAME:PASSWORD", "Bearer TOKEN", "HEADER: VALUE", or a token alone.

    >>> read_credentials("Basic ada:secret").value
    'Basic YWRhOnNlY3JldA=='
    >>> read_credentials("X-Api-Key: 123").header
    'X-Api-Key'
    """
    text = text.strip("\r\n")
    if not text.strip() or not text.isprintable():
        raise CredentialsError("they are empty, or more than one line")
    scheme, _, rest = text.partition(" ")
    if scheme.lower() in ("basic", "bearer") and not rest.strip():
        raise CredentialsError(f'nothing stands after "{scheme}"')
    if scheme.lower() == "basic":
        if ":" not in rest:
            raise CredentialsError('after "Basic" stand a name, a colon and a password')
        return Credentials(header="Authorization", value=f"Basic {b64encode(rest.encode()).decode()}")
    if scheme.lower() == "bearer":
        return Credentials(header="Authorization", value=f"Bearer {_ascii(rest.strip())}")
    if match := HEADER.fullmatch(text):
        if match[1].lower() in NOT_OURS:
            raise CredentialsError(f"the header {match[1]} says how a request is sent, and not who asks")
        return Credentials(header=match[1], value=_ascii(match[2].strip()))
    if " " in text:
        raise CredentialsError('they are none of "Basic NAME:PASSWORD", "Bearer TOKEN", "HEADER: VALUE" and a token')
    return Credentials(header="Authorization", value=f"Bearer {_ascii(text)}")


def _ascii(value: str) -> str:
    if not value.isascii():
        raise CredentialsError("they have characters that no header can have")
    return value


class SourceCredentials:
    """Downloader middleware, the last one before the wire."""

    def __init__(self, credentials: Credentials, address: str) -> None:
        self.credentials = credentials
        # Without the profile's alias hosts: a former host of the source may be somebody else's by now.
        self.family = HostFamily.of(address)
        self.only_encrypted = urlsplit(address).scheme == "https"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SourceCredentials:
        # Imported late: the hub reads what stands here too, and Scrapy takes a while to load.
        from scrapy.exceptions import NotConfigured

        text = os.environ.get(VARIABLE, "")
        if not text:
            raise NotConfigured
        return cls(read_credentials(text), crawler.settings[ADDRESS])

    def process_request(self, request: Request) -> None:
        self._take_off(request)
        encrypted = urlsplit(request.url).scheme == "https"
        if self.family.holds(request.url) and (encrypted or not self.only_encrypted):
            request.headers[self.credentials.header] = self.credentials.value

    def process_response(self, request: Request, response: Response) -> Response:
        self._take_off(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        self._take_off(request)

    def _take_off(self, request: Request) -> None:
        request.headers.pop(self.credentials.header, None)
