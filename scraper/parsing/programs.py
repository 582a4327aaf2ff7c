"""The programs an article points readers to, each once, by the most proper of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.items import Program
from scraper.parsing.addresses import normalise, path_of
from scraper.parsing.citations import Sources
from scraper.parsing.spans import read_spans
from scraper.parsing.words import from_slug

POSSESSIVE = re.compile(
    r"^(?:the\s+)?(?:\S+\s){0,5}?\S+(?:’s|'s|s’|s')\s+(?=[A-Z])|^(?:our|the|its|this|a|an)\s+", re.IGNORECASE
)
DEGREE_FIRST = re.compile(r"^(master|bachelor|associate|doctor|graduate)(’|')s\b", re.IGNORECASE)
PROPER = re.compile(
    r"\b(master|bachelor|doctor|associate|certificate|diploma|minor|major|degree|MBA|MSN?|MA|MPH|MPA|M\.?Ed|Ed\.?D"
    r"|Ph\.?D|DNP|JD|BSN?|BA)\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"^(explore|learn|read|see|view|find|discover|download|apply|get|check|visit|start|request|compare|click|here"
    r"|this|more|about|our|the)\b",
    re.IGNORECASE,
)
ASKING_FOR = re.compile(
    r"^(?:explore|see|view|discover|visit|apply (?:to|for)|(?:learn|read|find out) more about|check out)\s+(?:the "
    r"|our )?(?=[A-Z])",
    re.IGNORECASE,
)
TRAILING = re.compile(r"\s+(program|programme|degree program|online)$", re.IGNORECASE)


def read_programs(links: Iterable[tuple[str, str]], sources: Sources) -> list[Program]:
    """Programs of these (address, words) links in order of their first mention."""
    names: dict[str, list[str]] = {}
    for address, words in links:
        if sources.is_program(address):
            names.setdefault(normalise(address), []).append(words.strip())
    return [Program(name=best_name(said, url), url=url) for url, said in names.items()]


def links_in(htmls: Iterable[str]) -> Iterable[tuple[str, str]]:
    for html in htmls:
        if "<a " in html:
            for link in read_spans(html).links:
                yield link.url, link.text


def best_name(said: list[str], url: str) -> str:
    """The longest name of a degree without an institution's possessive; from the address where links only ask.

    >>> best_name(["Northeastern’s Master of Science in Law", "Master of Science in Law", "Learn more"], "")
    'Master of Science in Law'
    """
    asked = [without_possessive(ASKING_FOR.sub("", each)) for each in said]
    whole = [each for each in asked if PROPER.search(each) and not ASKING.match(each)]
    proper = [TRAILING.sub("", each) for each in whole]
    proper = [each for each in proper if each[:1].isupper() or len(each) > 3]
    if proper:
        return max(proper, key=lambda each: (each[:1].isupper(), len(each) <= 90, len(each)))
    others = [without_possessive(each) for each in said if each and not ASKING.match(each)]
    if others:
        return max(others, key=len)
    segments = path_of(url)
    return from_slug(re.sub(r"-\d+$", "", segments[-1])) if segments else ""


def without_possessive(name: str) -> str:
    """ "Northeastern's Master of …" as "Master of …"; "Master's in …" stays."""
    if DEGREE_FIRST.match(name):
        return name
    rest = POSSESSIVE.sub("", name, count=1)
    return rest if rest and PROPER.search(rest) else name
