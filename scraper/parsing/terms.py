"""Areas of study and topics, taken from where links lead, never from their glued text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl

from scraper.items import Term
from scraper.parsing.addresses import MOST_ADDRESSES, absolute, host_of, path_of, same_page, split_address
from scraper.parsing.tree import Element, attribute, text_of
from scraper.parsing.words import from_slug, squash
from scraper.profile import SourceProfile

AREA, TOPIC = "area", "topic"


def term_of(address: str, base: str, profile: SourceProfile, rel: str = "") -> tuple[str, str] | None:
    """Which term a link stands for: (AREA or TOPIC, slug); None for any other link.

    >>> term_of("/all-articles/?topic=industry-trends", "https://a.edu/x/", SourceProfile())
    ('topic', 'industry-trends')
    """
    if not _may_be_term(address, profile, rel):
        return None
    target = absolute(address, base)
    if target is None or host_of(target) != host_of(base) or same_page(target, base):
        return None
    query, path = _parts(target)
    for name, value in query:
        kind = _kind(name, profile)
        if kind and (slug := squash(value).strip("/").lower()) and "," not in slug:
            return kind, slug
    if len(path) >= 2 and (kind := _kind(path[-2], profile)):
        return kind, squash(path[-1]).lower()
    if path and "tag" in rel.lower().split():
        return TOPIC, squash(path[-1]).lower()
    return None


def _may_be_term(address: str, profile: SourceProfile, rel: str) -> bool:
    """False for nearly every link at a glance: it names no taxonomy. What is relative or quoted is read to be sure."""
    if not address or address[0] == "#":
        return False
    if not address.startswith(("/", "http")) or "%" in address or "+" in address or "tag" in rel.lower():
        return True
    small = address.lower()
    return any(map(small.__contains__, profile.area_parameters)) or any(
        map(small.__contains__, profile.topic_parameters)
    )


@lru_cache(maxsize=MOST_ADDRESSES)
def _parts(target: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Query and path of an address; a hub's pages lead to the same ones."""
    parts = split_address(target)
    return parse_qsl(parts.query) if parts and parts.query else [], path_of(target)


def _kind(name: str, profile: SourceProfile) -> str | None:
    name = name.lower().removesuffix("[]")
    if name in profile.area_parameters:
        return AREA
    return TOPIC if name in profile.topic_parameters else None


def read_terms(links: Iterable[Element], base: str, profile: SourceProfile) -> tuple[list[Term], list[Term]]:
    """The areas and the topics of these links, in order, each once."""
    found: dict[str, dict[str, Term]] = {AREA: {}, TOPIC: {}}
    for link in links:
        known = term_of(attribute(link, "href"), base, profile, attribute(link, "rel"))
        if known:
            kind, slug = known
            name = text_of(link) or attribute(link, "aria-label") or from_slug(slug)
            found[kind].setdefault(slug, Term(name=name, slug=slug))
    return list(found[AREA].values()), list(found[TOPIC].values())
