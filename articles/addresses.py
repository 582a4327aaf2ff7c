"""Which addresses a page may link to. What an importer or an editor wrote is never trusted with a scheme of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

_WEB_SCHEMES = frozenset({"http", "https"})
_CONTACT_SCHEMES = frozenset({"mailto", "tel"})


def web_address(url: str) -> str:
    """The address where it leads to the web; empty for "javascript:", "data:" and whatever is no address."""
    return url if _scheme(url) in _WEB_SCHEMES else ""


def link_address(url: str) -> str:
    """The address where following it does no harm: the web, a mail address or a telephone number."""
    return url if _scheme(url) in _WEB_SCHEMES | _CONTACT_SCHEMES else ""


def host_of(url: str) -> str:
    """The host as people say it, without "www."; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:  # "http://[": brackets that hold no IPv6 address
        return ""
