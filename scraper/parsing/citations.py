"""Citations: external links the text leans on, with the sentence each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.items import Citation
from scraper.parsing.addresses import host_of, path_of
from scraper.parsing.dates import iso_day
from scraper.parsing.spans import read_spans
from scraper.profile import SourceProfile

SOCIAL = frozenset(
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "instagram.com",
        "pinterest.com",
        "tiktok.com",
        "threads.net",
        "reddit.com",
        "t.me",
        "wa.me",
        "addtoany.com",
        "sharethis.com",
        "bsky.app",
        "api.whatsapp.com",
        "mailchi.mp",
    ]
)
SHARING = re.compile(r"/(share|sharer|sharing|intent|shareArticle|submit|pin/create)\b", re.IGNORECASE)
ACCESSED = re.compile(
    r"\b(viewed|accessed|retrieved|visited|abgerufen|consultado)\b(?:\s+(?:on|am|el))?:?\s+(.{6,30})", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Which links of an article lead to sources."""

    url: str
    profile: SourceProfile

    def is_source(self, address: str) -> bool:
        """External, no program's page, no sharing."""
        host = host_of(address)
        if not address.startswith("http") or not host or self.is_own(host) or self.is_program(address):
            return False
        if host in SOCIAL and (SHARING.search(address) or not path_of(address)):
            return False
        return not SHARING.search(address)

    def is_own(self, host: str) -> bool:
        """Of the same institution: the article's host, an alias, or a sister under the same domain."""
        own = (host_of(self.url), *(each.lower().removeprefix("www.") for each in self.profile.alias_hosts))
        return host in own or domain_of(host) in {domain_of(each) for each in own}

    def is_program(self, address: str) -> bool:
        """A page below one of the profile's program paths, on the institution's own hosts."""
        below = any(segment in self.profile.program_paths for segment in path_of(address)[:-1])
        return below and self.is_own(host_of(address))


def domain_of(host: str) -> str:
    """The part of a host that one institution holds: "graduate.a.edu" is of "a.edu", "www.b.ac.uk" of "b.ac.uk"."""
    labels = host.split(".")
    if host.replace(".", "").isdigit():
        return host
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if second_level else labels[-2:])


def read_citations(htmls: Iterable[str], sources: Sources) -> list[Citation]:
    """Every source once, in order, with the sentence of its first link."""
    found: dict[str, Citation] = {}
    for html in htmls:
        if "<a " not in html:
            continue
        spans = read_spans(html)
        for start, end, links in spans.claims():
            for link in links:
                if link.url in found or not sources.is_source(link.url):
                    continue
                accessed = ACCESSED.search(spans.text[start : end + 40])
                found[link.url] = Citation(
                    url=link.url,
                    text=link.text,
                    claim=spans.text[start:end].strip(),
                    accessed=iso_day(accessed[2]) if accessed else None,
                )
    return list(found.values())
