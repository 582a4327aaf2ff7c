"""Addresses of web pages: one spelling for each, and which hosts belong to a source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.parsing import addresses as spelling

SCHEMES = frozenset({"http", "https"})


class AddressError(ValueError):
    """An address that cannot be asked. Raised by `normalise`; the message is a reason for a person."""


def normalise(address: str, *, base: str = "", without: frozenset[str] = frozenset()) -> str:
    """The address as the parser spells it (host in lower case, no default port, fragment or tracking), if it is one.

    `without` names further query parameters to drop.

    >>> normalise("HTTPS://Hub.example:443/a/?utm_source=x&page=2#top")
    'https://hub.example/a/?page=2'
    """
    absolute = spelling.absolute(address, base)
    if absolute is None or urlsplit(absolute).scheme not in SCHEMES:
        raise AddressError(f"{address!r} is no web address: it must begin with http:// or https:// and name a host")
    return spelling.normalise(absolute, without)


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
        """What all addresses of one page have in common, whatever their scheme, host in the family and last slash.

        >>> HostFamily.of("https://hub.example/").key("http://www.hub.example/a/")
        '/a'
        """
        parts = urlsplit(normalise(address))
        host = "" if parts.netloc in self.hosts else f"//{parts.netloc}"
        return host + (parts.path.rstrip("/") or "/") + (f"?{parts.query}" if parts.query else "")
