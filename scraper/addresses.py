"""Addresses of web pages: one spelling for each, and which hosts belong to a source."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING_PREFIXES = ("utm_", "mc_", "hsa_", "pk_")
TRACKING_PARAMETERS = frozenset({"gclid", "fbclid", "msclkid", "dclid", "igshid", "yclid", "_ga", "_hsenc", "_hsmi"})
"""Query parameters that tell a campaign from another and never a page from another."""


class AddressError(ValueError):
    """An address that cannot be asked. Raised by `normalise`; the message is a reason for a person."""


def normalise(address: str, *, base: str = "", without: Collection[str] = ()) -> str:
    """The address in one spelling: absolute, host in lower case, no default port, fragment or tracking.

    `without` names further query parameters to drop.

    >>> normalise("HTTPS://Hub.example:443/a/?utm_source=x&page=2#top")
    'https://hub.example/a/?page=2'
    """
    try:
        parts = urlsplit(safe_url_string(urljoin(base, address.strip())))
        netloc = _netloc(parts)
    except ValueError as error:
        raise AddressError(f"{address!r} is no web address: {error}") from error
    if parts.scheme not in DEFAULT_PORTS or not netloc:
        raise AddressError(f"{address!r} is no web address: it must begin with http:// or https://")
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(parts.query, without), ""))


def _netloc(parts: SplitResult) -> str:
    """Host and port without user, password and default port."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _query(query: str, without: Collection[str]) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not (is_tracking(pair[0]) or pair[0] in without)]
    # Left as it came where nothing is dropped: encoding it anew could spell it otherwise.
    return query if len(kept) == len(pairs) else urlencode(kept)


def is_tracking(parameter: str) -> bool:
    return parameter in TRACKING_PARAMETERS or parameter.startswith(TRACKING_PREFIXES)


@dataclass(frozen=True)
class HostFamily:
    """The hosts that serve one source. A host with another port is another server, and so another host.

    >>> family = HostFamily.of("https://hub.example/articles/", ["old.example"])
    >>> [family.holds(f"https://{host}/") for host in ("hub.example", "www.hub.example", "old.example", "evil.example")]
    [True, True, True, False]
    """

    hosts: frozenset[str]

    @classmethod
    def of(cls, address: str, aliases: Iterable[str] = ()) -> HostFamily:
        source = urlsplit(normalise(address)).netloc
        named = {source, *(alias.lower().rstrip(".") for alias in aliases)}
        bare = {host.removeprefix("www.") for host in named}
        return cls(frozenset(bare | {f"www.{host}" for host in bare}))

    def holds(self, address: str) -> bool:
        try:
            return urlsplit(normalise(address)).netloc in self.hosts
        except AddressError:
            return False

    def key(self, address: str) -> str:
        """What two addresses of one page have in common: http or https, which of the hosts and a last slash don't count.

        >>> HostFamily.of("https://hub.example/").key("http://www.hub.example/a/")
        '/a'
        """
        parts = urlsplit(normalise(address))
        host = "" if parts.netloc in self.hosts else f"//{parts.netloc}"
        return host + (parts.path.rstrip("/") or "/") + (f"?{parts.query}" if parts.query else "")
