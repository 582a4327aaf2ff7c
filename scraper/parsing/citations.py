"""Citations: external links the text leans on, with the sentence each stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from scraper.items import Citation
from scraper.parsing.addresses import host_of, path_of
from scraper.parsing.dates import iso_day
from scraper.parsing.footnotes import Notes, references
from scraper.parsing.spans import Link, read_spans
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
    r"\b(viewed|accessed|retrieved|visited|abgerufen|zuletzt besucht|consultad[oa]|consultée?|consulté|acessado"
    r"|acesso em"
    r"|consultato)\b(?:\s+(?:on|am|el|le|em|il))?:?\s+(.{6,30})",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Which links of an article lead to sources."""

    url: str
    profile: SourceProfile
    notes: Notes = field(default_factory=Notes)
    _known: dict[str, bool] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Whether an address is a source's, for those that were asked of: each is several times."""

    def with_notes(self, notes: Notes) -> Sources:
        """The same, what is known of addresses kept, with the article's notes."""
        found = replace(self, notes=notes)
        found._known.update(self._known)
        return found

    def sources_of(self, sentence: str, start: int, links: list[Link]) -> list[Link]:
        """The links of a sentence that lead to sources, and those of the notes that it refers to."""
        found = [link for link in links if self.is_source(link.url)] if links else []
        if not links and "[" not in sentence and "(" not in sentence:
            return found
        for place, label in references(sentence, start, links):
            found += [Link(start=place, end=place, url=note.url, text=note.text) for note in self.notes.of(label)]
        return found

    def is_source(self, address: str) -> bool:
        """External, no program's page, no sharing."""
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._is_source(address)
        return known

    def _is_source(self, address: str) -> bool:
        host = host_of(address)
        if not address.startswith("http") or not host or self.is_own(host) or self.is_program(address):
            return False
        if host in SOCIAL and (SHARING.search(address) or not path_of(address)):
            return False
        return not SHARING.search(address)

    def is_own(self, host: str) -> bool:
        """Of the same institution: the article's host, an alias, or a sister under the same domain."""
        hosts, domains = self._own
        return host in hosts or domain_of(host) in domains

    @cached_property
    def _own(self) -> tuple[tuple[str, ...], frozenset[str]]:
        hosts = (host_of(self.url), *(each.lower().removeprefix("www.") for each in self.profile.alias_hosts))
        return hosts, frozenset(map(domain_of, hosts))

    def is_program(self, address: str) -> bool:
        """A page below one of the profile's program paths, on the institution's own hosts."""
        below = any(segment in self.profile.program_paths for segment in path_of(address)[:-1])
        return below and self.is_own(host_of(address))


@lru_cache(maxsize=1024)
def domain_of(host: str) -> str:
    """The part of a host that one institution holds: "graduate.a.edu" is of "a.edu", "www.b.ac.uk" of "b.ac.uk"."""
    labels = host.split(".")
    if host.replace(".", "").isdigit():
        return host
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if second_level else labels[-2:])


def read_citations(htmls: Iterable[str], sources: Sources) -> list[Citation]:
    """Every source once, in order, with the sentence that leans on it: by its link, or by its note's mark."""
    found: dict[str, Citation] = {}
    claims: dict[str, str] = {}
    printed: dict[str, str] = {}
    has_notes = bool(sources.notes.numbered or sources.notes.printed)
    for html in htmls:
        if "<a " not in html and not (has_notes and ("<sup>" in html or "[" in html or "(" in html)):
            continue
        spans = read_spans(html)
        for start, end, links in spans.claims():
            sentence = spans.text[start:end].strip()
            for link in sources.sources_of(spans.text[start:end], start, links):
                if link in links:
                    accessed = ACCESSED.search(spans.text[start : end + 40])
                    found.setdefault(
                        link.url,
                        Citation(
                            url=link.url,
                            text=link.text,
                            claim=sentence,
                            accessed=iso_day(accessed[2]) if accessed else None,
                        ),
                    )
                elif link.url not in found:
                    claims.setdefault(link.url, sentence)
                    printed.setdefault(link.url, link.text)
    linked = [replace(each, claim=claims.get(each.url, each.claim)) for each in found.values()]
    return linked + [
        Citation(url=url, text=text, claim=claims[url], accessed=None)
        for url, text in printed.items()
        if url not in found
    ]
