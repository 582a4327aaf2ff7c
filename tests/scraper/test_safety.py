"""No request reaches a private address or another host, however the address is spelled."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from twisted.internet.address import IPv4Address, IPv6Address

from scraper.addresses import HostFamily
from scraper.safety import (
    IMAGE,
    GuardedResolver,
    PublicAddressesOnly,
    RefusedAddress,
    SafetyMiddleware,
    is_public,
    literal_address,
    refused_hosts,
)
from tests.scraper.crawling import crawl
from tests.scraper.hub_server import hub_server, page

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "64:ff9b:1:ffff::1",
    "2002:7f00:1::",
    "2001:db8::1",
    "no address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "127.1", "::1"])
def test_every_notation_of_an_address_is_read(host: str) -> None:
    address = literal_address(host)
    assert address
    assert not is_public(address)


def test_a_name_is_no_literal_address() -> None:
    assert literal_address("hub.example") is None
    assert literal_address("") is None


class Receiver:
    """Keeps what a resolver hands on."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 (Twisted's name)
        pass

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


class LiteralReactor:
    """A reactor whose resolver reads literal addresses at once, as getaddrinfo does."""

    @property
    def nameResolver(self) -> LiteralReactor:  # noqa: N802
        return self

    def resolveHostName(self, receiver: Any, host: str, port: int, *_: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", socket.inet_ntoa(socket.inet_aton(host)), port))
        receiver.resolutionComplete()


def test_only_the_public_addresses_of_a_name_are_connected_to() -> None:
    receiver = Receiver()
    guard = PublicAddressesOnly(receiver, "mixed.example")
    guard.addressResolved(IPv4Address("TCP", "10.0.0.1", 80))
    guard.addressResolved(IPv4Address("TCP", "8.8.8.8", 80))
    guard.addressResolved(IPv6Address("TCP", "::1", 80))
    guard.resolutionComplete()
    assert receiver.addresses == ["8.8.8.8"]
    assert receiver.complete
    # The next request of that host is answered by the public one as well.
    assert "mixed.example" not in refused_hosts


def test_a_name_without_a_public_address_is_remembered() -> None:
    guard = PublicAddressesOnly(Receiver(), "inside.example")
    guard.addressResolved(IPv4Address("TCP", "10.0.0.1", 80))
    guard.resolutionComplete()
    assert refused_hosts.pop("inside.example") == "10.0.0.1"


@pytest.mark.parametrize(
    ("address", "redirected", "words"),
    [
        ("https://hub.example/a", False, None),
        ("https://www.hub.example/a", True, None),
        ("https://old.example/a", True, None),
        ("https://evil.example/a", True, "redirects to another host: evil.example"),
        ("https://hub.example:8443/a", True, "redirects to another host: hub.example:8443"),
        ("https://hub.example.evil.example/", False, "leads to another host: hub.example.evil.example"),
        ("http://169.254.169.254/latest/", True, "redirects to a private address"),
        ("http://[::ffff:7f00:1]/", True, "redirects to a private address"),
        ("http://2130706433/", False, "leads to a private address"),
        ("ftp://hub.example/a", True, "redirects to something that is no web page"),
        ("file:///etc/passwd", True, "redirects to something that is no web page"),
    ],
)
def test_a_request_is_refused_by_its_address(address: str, redirected: bool, words: str | None) -> None:
    middleware = SafetyMiddleware(HostFamily.of("https://hub.example/", ["old.example"]), allow_private=False)
    request = Request(address, meta={"redirect_urls": ["https://hub.example/"]} if redirected else {})
    if words is None:
        middleware.process_request(request)
        return
    with pytest.raises(RefusedAddress) as caught:
        middleware.process_request(request)
    assert words in str(caught.value)


def test_an_image_may_come_from_any_public_host_and_nothing_else_may() -> None:
    middleware = SafetyMiddleware(HostFamily.of("https://hub.example/"), allow_private=False)
    robots = Request("https://images.example/robots.txt")
    with pytest.raises(RefusedAddress, match="to another host"):
        middleware.process_request(robots)
    bounds = {"download_timeout": 15.0, "dont_retry": True}
    middleware.process_request(Request("https://images.example/a.png", meta={IMAGE: True, **bounds}))
    # Its rules have to be read, and no longer waited for than for the image.
    middleware.process_request(robots)
    assert robots.meta == bounds
    for refused in ("https://images.example/a.png", "https://others.example/robots.txt"):
        with pytest.raises(RefusedAddress, match="to another host"):
            middleware.process_request(Request(refused))
    for private in ("http://127.0.0.1/a.png", "http://0x7f.1/a.png", "http://[::ffff:a00:1]/a.png"):
        with pytest.raises(RefusedAddress, match="to a private address"):
            middleware.process_request(Request(private, meta={IMAGE: True}))


def test_no_request_reaches_the_own_machine(tmp_path: Path) -> None:
    hosts = ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
    with hub_server({"/hub/a/": page()}) as server:
        urls = [f"http://{host}:{server.port}/hub/a/" for host in hosts]
        address = f"http://localhost:{server.port}/hub/"
        given = crawl(tmp_path, address, allow_private=False, timeout=2, urls=urls)
        searched = crawl(tmp_path, address, allow_private=False, timeout=2)
        assert server.asked == []
    assert len(given.failures) == len(urls)
    assert all(each.reason.startswith("it leads to a private address") for each in given.failures.values())
    reason = searched.failures[address].reason
    assert reason.startswith("no articles found: it leads to a private address, which this source does not allow")
    assert (searched.code, searched.end.complete) == (1, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1"])
def test_the_connection_is_guarded_without_the_middleware(host: str) -> None:
    """What is connected to is what the resolver lets through, so that literal addresses have to pass it as well."""
    resolver = GuardedResolver(LiteralReactor(), 10, allow_private=False)
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, 80)
    assert receiver.complete
    assert receiver.addresses == []


def test_loopback_is_asked_where_the_source_allows_it(tmp_path: Path) -> None:
    with hub_server({"/hub/a/": page()}) as server:
        result = crawl(tmp_path, server.at("/hub/"), urls=[server.at("/hub/a/")])
    assert result.slugs() == {"a"}


def test_a_host_that_does_not_resolve_is_a_failure(tmp_path: Path) -> None:
    address = "http://no-such-host.invalid/hub/"
    result = crawl(tmp_path, address, timeout=5)
    assert result.failures[address].reason == "no articles found: the host does not resolve: no-such-host.invalid"


def test_a_host_that_refuses_is_a_failure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/hub/"
        result = crawl(tmp_path, address, urls=[address + "a/"])
    assert result.failures[address + "a/"].reason == "the host refuses the connection"
