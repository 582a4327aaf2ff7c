"""How fast real pages are parsed, menus, scripts and all, each parser alone in a process; where there are such pages.

The sample hub's pages are nearly all article, which BeautifulSoup builds a tree of as fast as of anything, and which is
what a parser has its work with; a page of the web is a tenth article. `GLEANER_BENCH_PAGES` names a folder of pages,
`*.html` or `*.html.gz`; none come with the project.
"""

from __future__ import annotations

import gc
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from scraper import ParseError, parse_article
from tests.bench.figures import Figure
from tests.bench.parsing import GOAL, forget

PAGES = "GLEANER_BENCH_PAGES"
ROUNDS = 5
ADDRESS = "https://hub.example.edu/articles/page/"


def measure() -> Iterator[Figure]:
    """Nothing where no folder is named."""
    folder = os.environ.get(PAGES)
    if not folder:
        return
    number = len(pages_in(Path(folder)))
    if not number:
        raise SystemExit(f"{PAGES}: {folder} holds no *.html or *.html.gz")
    best = dict.fromkeys(PARSERS, float("inf"))
    for _ in range(ROUNDS):
        for name in PARSERS:
            command = [sys.executable, "-m", "tests.bench.real_pages", name, folder]
            best[name] = min(best[name], float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    yield Figure(
        name="parse, real pages",
        value=number / best["ours"],
        unit="pages per CPU second",
        peer_name="BeautifulSoup(html, 'lxml') of the whole page",
        peer=number / best["peer"],
        goal=GOAL,
        how=f"`parse_article` on {number} pages of the web, each parser alone in a process, what it spends on its "
        f"garbage included, the best of {ROUNDS} turns; the peer only builds its tree.",
    )


def pages_in(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])


def spent(parser: Callable[[str], object], folder: Path) -> float:
    """CPU seconds over all pages, no page met twice but the first few, which load what is loaded once."""
    pages = [_text(each) for each in pages_in(folder)]
    for page in pages[:3]:
        parser(page)
    forget()
    gc.collect()
    start = time.process_time()
    for page in pages:
        parser(page)
    return time.process_time() - start


def _text(path: Path) -> str:
    given = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return given.decode("utf-8", "replace")


def _ours(html: str) -> object:
    try:
        return parse_article(html, ADDRESS)
    except ParseError as error:
        return error


def _peer(html: str) -> object:
    return BeautifulSoup(html, "lxml")


PARSERS: dict[str, Callable[[str], object]] = {"ours": _ours, "peer": _peer}

if __name__ == "__main__":
    print(spent(PARSERS[sys.argv[1]], Path(sys.argv[2])))  # noqa: T201 - read by `measure`
