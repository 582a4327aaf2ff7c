"""How fast an article is parsed, beside BeautifulSoup building a tree of the same page and doing nothing with it."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup

from scraper import parse_article
from tests.bench.figures import Figure
from tests.sample_hub import running_hub

ROUNDS = 5
FEW = 2
"""Rounds over a megabyte."""
GOAL = 1.4
SHORT, LONG = 100_000, 1_000_000
"""Characters of text."""
MOST_PER_MEGABYTE = 1.3
"""How much longer a megabyte may take on a page of one than on a page of a tenth."""
SHAPES = {
    "paragraphs": "<p>The median salary is $62,000 a year, <a href='https://a.example/{n}'>says a report</a> {n}.</p>",
    "lists": "<ul><li>An item of some words, number {n}</li><li>Another <b>item</b></li></ul>",
    "links": "<p>Another of <a href='/articles/{n}/'>many articles</a> and <a href='https://a.example/{n}'>one</a>.</p>",
    "sections": "<h2>Section {n}</h2><p>Jobs are projected to grow 4% by 2032, as {n} of them did before.</p>",
    "nested": "<div><section><div><p>Words that stand deep in the page, number {n}.</p></div></section></div>",
}


def measure() -> Iterator[Figure]:
    with running_hub() as hub:
        pages = {address: hub.get(address) for address in hub.article_addresses()}
    yield from _linearity()
    ours, peer = _interleaved(
        pages,
        lambda html, address: parse_article(html, address),
        lambda html, _address: BeautifulSoup(html, "lxml"),
    )
    yield Figure(
        name="parse",
        value=len(pages) * ROUNDS / ours,
        unit="pages per CPU second",
        peer_name="BeautifulSoup(html, 'lxml') of the whole page",
        peer=len(pages) * ROUNDS / peer,
        goal=GOAL,
        how=f"`parse_article` on the sample hub's {len(pages)} pages, {ROUNDS} rounds, both taking turns page by page, "
        "the parser's caches emptied before each round; "
        "the peer only builds its tree.",
    )


def _linearity() -> Iterator[Figure]:
    """The speed on a megabyte of each shape beside that on a tenth of it."""
    for name, unit in SHAPES.items():
        speeds = [size / 1e6 / _best(_page(unit, size)) for size in (LONG, SHORT)]
        yield Figure(
            name=f"parse, linear: {name}",
            value=speeds[0],
            unit="MB per CPU second",
            peer_name=f"the same on {SHORT // 1000} KB",
            peer=speeds[1],
            goal=round(1 / MOST_PER_MEGABYTE, 2),
            how=f"`parse_article` on {LONG // 1000} KB of {name}, best of {FEW}; a walk that is not linear "
            "falls short.",
        )


def _page(unit: str, size: int) -> str:
    parts: list[str] = []
    while size > 0:
        parts.append(unit.format(n=len(parts)))
        size -= len(parts[-1])
    return f"<html lang='en'><body><main><h1>A long page</h1>{''.join(parts)}</main></body></html>"


def _best(html: str) -> float:
    spent = []
    for _ in range(FEW):
        forget()
        gc.collect()
        start = time.process_time()
        parse_article(html, "https://hub.example.edu/articles/long/")
        spent.append(time.process_time() - start)
    return min(spent)


def forget() -> None:
    """Empty the parser's caches: no page is met twice in a crawl, so none may profit from having been parsed before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("scraper."):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _interleaved(
    pages: dict[str, str], ours: Callable[[str, str], object], peer: Callable[[str, str], object]
) -> tuple[float, float]:
    """CPU seconds of each over all pages and rounds, after one warm-up call."""
    spent = [0.0, 0.0]
    address, html = next(iter(pages.items()))
    for each in (ours, peer):
        each(html, address)
    for turn in range(ROUNDS):
        forget()
        for address, html in pages.items():
            order = ((0, ours), (1, peer)) if turn % 2 else ((1, peer), (0, ours))
            for place, call in order:
                gc.collect()
                start = time.process_time()
                call(html, address)
                spent[place] += time.process_time() - start
    return spent[0], spent[1]
