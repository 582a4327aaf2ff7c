"""No request reaches an address of the machine's own network, and none but for an image leaves the source's hosts.

Two layers. The resolver is what protects: every connection goes through it, literal addresses in any notation
included, and it hands on only addresses of the public internet; what it hands on is what is connected to, so that a
name that changes its address between check and use (DNS rebinding) gains nothing. The middleware comes first and
gives the clear words; it sees every request, the steps of a redirect and robots.txt included.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from scraper.addresses import SCHEMES, HostFamily

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

ALLOW_PRIVATE = "GLEANER_ALLOW_PRIVATE"
"""The setting that lets a crawl into private networks."""
HOST_FAMILY = "GLEANER_HOST_FAMILY"
"""The setting with the hosts that a crawl may ask."""

IMAGE = "gleaner_image"
"""The request's mark of an image, which may come from any public host: hubs keep theirs on others."""
IMAGE_BOUNDS = ("download_timeout", "dont_retry")
"""What holds for an image holds for the robots.txt of its host: a host that hangs would hang there first."""

TRANSLATING_NETWORKS = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address that the packet may be sent on to."""
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")
"""Kept for translation inside a network (RFC 8215), which older Pythons do not know yet."""

refused_hosts: dict[str, str] = {}
"""Host without a public address to one that it resolved to. Twisted has no error for this: outcomes look here."""


class RefusedAddress(IgnoreRequest):
    """An address that must not be asked. Raised by SafetyMiddleware; the message is the reason for a person."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a host on the public internet, whatever it is wrapped in.

    >>> [is_public(each) for each in ("8.8.8.8", "127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "224.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in _with_embedded(parsed))


def _with_embedded(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """The address and the IPv4 addresses that it carries: mapped, translated (NAT64), 6to4 and Teredo."""
    if isinstance(address, IPv4Address):
        yield address
        return
    if address.ipv4_mapped:
        # The mapped form is no network of its own: what it maps decides.
        yield address.ipv4_mapped
        return
    if address.is_site_local or address in LOCAL_TRANSLATION:
        # fec0::/10 was withdrawn and counts as global in Python, yet old networks still route it inside.
        yield IPv6Address("::1")
        return
    yield address
    if any(address in network for network in TRANSLATING_NETWORKS):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo


def literal_address(host: str) -> str | None:
    """The IP address that a host is spelled as, in any notation that a resolver takes; None for a name.

    >>> [literal_address(each) for each in ("2130706433", "0x7f.1", "0177.0.0.1", "::1", "hub.example")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '::1', None]
    """
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


@implementer(IResolutionReceiver)
class PublicAddressesOnly:
    """Passes a resolution on without the addresses that are not public."""

    def __init__(self, receiver: Any, host: str) -> None:
        # Any: mypy takes the methods of a zope interface for static ones.
        self.receiver = receiver
        self.host = host
        self.passed_on = False
        self.refused = ""

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 (Twisted's name)
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        ip = str(getattr(address, "host", ""))
        if is_public(ip):
            self.passed_on = True
            self.receiver.addressResolved(address)
        else:
            self.refused = ip

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.refused and not self.passed_on:
            refused_hosts[self.host] = self.refused
        self.receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver for IPv4 and IPv6, which lets only public addresses through unless the source allows more."""

    def __init__(self, reactor: ReactorBase, cache_size: int, allow_private: bool) -> None:
        super().__init__(reactor, cache_size)
        self.allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getbool(ALLOW_PRIVATE))

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        *arguments: Any,
        **options: Any,
    ) -> IHostResolution:
        guarded: Any = resolutionReceiver if self.allow_private else PublicAddressesOnly(resolutionReceiver, hostName)
        return super().resolveHostName(guarded, hostName, *arguments, **options)


class SafetyMiddleware:
    """Refuses a request by its address, before robots.txt or anything else of that host is asked."""

    def __init__(self, family: HostFamily, allow_private: bool) -> None:
        self.family = family
        self.allow_private = allow_private
        self._image_hosts: dict[str, dict[str, Any]] = {}
        """Hosts that images lead to, each with its requests' bounds."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SafetyMiddleware:
        return cls(crawler.settings[HOST_FAMILY], crawler.settings.getbool(ALLOW_PRIVATE))

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        leads = "redirects" if "redirect_urls" in request.meta else "leads"
        if parts.scheme not in SCHEMES:
            raise RefusedAddress(f"{leads} to something that is no web page: {request.url}")
        literal = literal_address(parts.hostname or "")
        # A name that was refused at the connection is refused here from then on, without further attempts.
        refused = literal if literal and not is_public(literal) else refused_hosts.get(parts.hostname or "")
        if refused and not self.allow_private:
            raise RefusedAddress(private_reason(leads, parts.netloc))
        if not self.family.holds(request.url) and not self._is_for_an_image(request):
            raise RefusedAddress(f"{leads} to another host: {parts.netloc}")

    def _is_for_an_image(self, request: Request) -> bool:
        """Whether it asks for an image, or for the robots.txt of a host that one was asked of."""
        parts = urlsplit(request.url)
        if request.meta.get(IMAGE):
            self._image_hosts[parts.netloc] = {name: request.meta.get(name) for name in IMAGE_BOUNDS}
            return True
        bounds = self._image_hosts.get(parts.netloc)
        if bounds is None or parts.path != "/robots.txt":
            return False
        request.meta.update(bounds)
        return True


def private_reason(leads: str, host: str) -> str:
    return f"{leads} to a private address, which this source does not allow: {host}"
