"""Addresses: made absolute, kept only where safe, normalised so that one article has one address."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from scraper.parsing.words import scrub

TRACKING = re.compile(
    r"utm_.*|mc_[ce]id|_hs(enc|mi)|hsa_.*|pk_.*|mtm_.*|(gcl|fbcl|msclk|dcl|twcl|ttcl|yclid|igsh|wbra|gbra)i?d?"
    r"|ref|ref_?src|source|src|cmpid|campaign|authmode|share|amp|fb_.*|_ga|_gl|trk|spm",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not what the page is."""
MAIL_SAFE = "%:/?&=@+,;.-_~!$*"
"""What stays as it is in a mail address; quotes and angle brackets do not."""
FACETS = frozenset({"page", "paged", "sort", "order", "orderby", "filter", "view", "search", "s", "q"})
"""Query parameters of listing pages."""
DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_ADDRESSES = 32_768
"""Addresses that are kept in mind: more than stand on a page of a megabyte, as several concerns ask of each in turn."""
WHITE = re.compile(r"[\s\x00-\x1f]+")
NO_HOST = re.compile(r"[\s\"'<>`{}|\\^]")
_PLAIN = r"A-Za-z0-9._~/=&,+%:@!$*()\-"
_PLAIN_TAIL = rf"[{_PLAIN}']*(?:\?[{_PLAIN}?]+)?(?:#[{_PLAIN}?]+)?"
PLAIN = re.compile(rf"https?://[a-z0-9.-]+(?::\d{{1,5}})?/{_PLAIN_TAIL}")
PLAIN_PATH = re.compile(rf"/(?![/.]){_PLAIN_TAIL}")
"""What nearly every address is made of: nothing in it is to be joined, quoted or refused."""


@lru_cache(maxsize=MOST_ADDRESSES)
def split_address(address: str) -> SplitResult | None:
    """The address in parts; None where it has no such form (a broken port or bracket)."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


@lru_cache(maxsize=MOST_ADDRESSES)
def absolute(address: str, base: str) -> str | None:
    """The absolute http(s) or mailto address that a link leads to; None for anything else.

    Characters that browsers pass over ("java\\tscript:") are dropped before the scheme is looked at.
    """
    if address.startswith("/"):
        if PLAIN_PATH.fullmatch(address) and "/." not in address and (origin := _plain_origin(base)):
            return origin + address
    elif PLAIN.fullmatch(address):
        return address
    cleaned = WHITE.sub("", scrub(address)) if ":" in address[:40] else scrub(address).strip()
    if not cleaned:
        return None
    try:
        joined = urljoin(base, cleaned)
        parts = urlsplit(joined)
        if parts.scheme == "mailto":
            return quote(joined, safe=MAIL_SAFE)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or NO_HOST.search(parts.netloc):
            return None
        return safe_url_string(joined)
    except (ValueError, UnicodeError):
        return None


@lru_cache(maxsize=256)
def _plain_origin(base: str) -> str:
    """Scheme and host of an address of which nothing is to be quoted; "" for any other."""
    return base[: base.index("/", 8)] if PLAIN.fullmatch(base) else ""


@lru_cache(maxsize=MOST_ADDRESSES)
def normalise(address: str, facets: frozenset[str] = FACETS) -> str:
    """The one address of an article: lower-case host, no fragment, no tracking or facet query.

    >>> normalise("HTTPS://Example.EDU:443/a/?utm_source=x&id=7#main")
    'https://example.edu/a/?id=7'
    """
    parts = split_address(address.strip())
    if parts is None or not parts.hostname:
        return address.strip()
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.port and parts.port != DEFAULT_PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(name) and name not in facets
    ]
    path = parts.path or "/"
    return urlunsplit((scheme, host, path, urlencode(kept), ""))


@lru_cache(maxsize=MOST_ADDRESSES)
def host_of(address: str) -> str:
    """The address's host in lower case, without "www."; "" where it has none."""
    parts = split_address(address)
    return ((parts and parts.hostname) or "").removeprefix("www.")


def path_of(address: str) -> list[str]:
    """The path's segments, unquoted."""
    return list(_segments(address))


@lru_cache(maxsize=MOST_ADDRESSES)
def _segments(address: str) -> tuple[str, ...]:
    parts = split_address(address)
    return tuple(unquote(each) for each in parts.path.split("/") if each) if parts else ()


def same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page: scheme, "www." and a closing slash do not matter."""
    return one == other or _identity(one) == _identity(other)


@lru_cache(maxsize=MOST_ADDRESSES)
def _identity(address: str) -> tuple[str, str, str]:
    parts = split_address(normalise(address))
    if parts is None:
        return address, "", ""
    return host_of(address), parts.path.rstrip("/"), parts.query
