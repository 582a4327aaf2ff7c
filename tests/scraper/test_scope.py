"""Which addresses count as a source's articles."""

from __future__ import annotations

import pytest

from scraper.addresses import AddressError, HostFamily, normalise
from scraper.profile import SourceProfile
from scraper.spiders.scope import Scope

HUB = "https://hub.example/knowledge-hub/"


def articles(address: str, *paths: str, profile: SourceProfile | None = None) -> list[str]:
    found = Scope(address, profile or SourceProfile()).articles(f"https://hub.example{each}" for each in paths)
    return [each.removeprefix("https://hub.example") for each in found]


@pytest.mark.parametrize(
    "path",
    [
        "/knowledge-hub/",
        "/knowledge-hub/?area_of_study=engineering",
        "/knowledge-hub/?page=2",
        "/knowledge-hub/page/2/",
        "/knowledge-hub/all-articles/",
        "/knowledge-hub/all-articles/?topic=x",
        "/knowledge-hub/topic/careers/",
        "/knowledge-hub/author/ada/",
        "/knowledge-hub/feed/",
        "/knowledge-hub/feed.xml",
        "/knowledge-hub/chart.png",
        "/knowledge-hub/guide.pdf",
        "/knowledge-hub/program/engineering/",
        "/program/engineering/",
        "/knowledge-hubs/a/",
        "/",
    ],
)
def test_what_is_no_article(path: str) -> None:
    assert articles(HUB, path, "/knowledge-hub/an-article/") == ["/knowledge-hub/an-article/"]


@pytest.mark.parametrize(
    "path", ["/knowledge-hub/a", "/knowledge-hub/2024/07/a.html", "/knowledge-hub/python-3.12", "/knowledge-hub/?p=12"]
)
def test_what_is_an_article(path: str) -> None:
    wanted = [] if path.endswith("?p=12") else [path]  # on the listing's own path nothing is told from a facet
    assert articles(HUB, path) == wanted


def test_one_article_has_one_address() -> None:
    paths = ["/knowledge-hub/a/", "/knowledge-hub/a", "/knowledge-hub/a/?utm_medium=x", "/knowledge-hub/a/?topic=y#b"]
    assert articles(HUB, *paths) == ["/knowledge-hub/a/"]


def test_a_page_over_others_is_a_listing() -> None:
    assert articles(HUB, "/knowledge-hub/careers/", "/knowledge-hub/careers/a/") == ["/knowledge-hub/careers/a/"]


def test_articles_stand_under_the_address_or_beside_it() -> None:
    beside = ["/knowledge-hub/a/", "/knowledge-hub/b/", "/about/"]
    assert articles(HUB + "all-articles/", *beside) == beside[:2]
    assert articles(HUB + "all-articles/", *beside, "/knowledge-hub/all-articles/c/") == [
        "/knowledge-hub/all-articles/c/"
    ]
    assert articles("https://hub.example/blog/", "/about/", "/contact/") == []


def test_a_profile_decides() -> None:
    profile = SourceProfile(include=[r"/topic/[\w-]+/$"], exclude=["draft"])
    paths = ["/x/topic/a/", "/x/topic/draft-b/", "/knowledge-hub/c/"]
    assert articles(HUB, *paths, profile=profile) == ["/x/topic/a/"]


def test_hosts_of_a_family() -> None:
    family = HostFamily.of("https://www.hub.example/", ["old.example"])
    assert family.holds("http://hub.example/a")
    assert family.key("http://old.example/a/") == family.key("https://www.hub.example/a")
    assert not family.holds("https://hub.example:8443/a")
    assert not family.holds("https://sub.hub.example/a")


@pytest.mark.parametrize(
    "address", ["", "hub.example/a", "javascript:alert(1)", "https://", "http://[::1/", "file:///a"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(AddressError, match="is no web address"):
        normalise(address)
