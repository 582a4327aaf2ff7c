"""How fast an article is parsed, beside BeautifulSoup building a tree of the same page and doing nothing with it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup

from scraper import parse_article
from tests.bench.figures import Figure
from tests.sample_hub import running_hub

ROUNDS = 5
GOAL = 1.4


def measure() -> Iterator[Figure]:
    with running_hub() as hub:
        pages = {address: hub.get(address) for address in hub.article_addresses()}
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
        how=f"`parse_article` on the sample hub's {len(pages)} pages, {ROUNDS} rounds, both taking turns page by page; "
        "the peer only builds its tree.",
    )


def _interleaved(
    pages: dict[str, str], ours: Callable[[str, str], object], peer: Callable[[str, str], object]
) -> tuple[float, float]:
    """CPU seconds of each over all pages and rounds, after one warm-up call."""
    spent = [0.0, 0.0]
    address, html = next(iter(pages.items()))
    for each in (ours, peer):
        each(html, address)
    for turn in range(ROUNDS):
        for address, html in pages.items():
            order = ((0, ours), (1, peer)) if turn % 2 else ((1, peer), (0, ours))
            for place, call in order:
                gc.collect()
                start = time.process_time()
                call(html, address)
                spent[place] += time.process_time() - start
    return spent[0], spent[1]
