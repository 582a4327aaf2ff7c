"""The readers' list as figures. Apart from its measuring, which needs Django set up."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure

KEY = "read: "
EARLY = "at 1,000: "
"""Before the names of what was measured on the way."""
TURNS = 5
MOST_LIST_MS, MOST_SEARCH_MS, MOST_COLD_MS = 60, 100, 500
MOST_QUERIES, MOST_SEARCH_QUERIES = 11, 13
MOST_GROWTH = 1.5
HOW = f"The whole answer in process over 10,000 articles, past the cache of answers, the best of {TURNS} turns"


def figures(database: str, found: dict[str, float]) -> Iterator[Figure]:
    names = [name.removeprefix(KEY) for name in found if name.startswith(KEY)]
    names = [name for name in names if not name.startswith(EARLY) and not name.endswith(" queries")]
    for name in names:
        most = MOST_COLD_MS if "after" in name else MOST_SEARCH_MS if "search" in name else MOST_LIST_MS
        how = f"{HOW}; what all articles carry read anew each time." if "after" in name else f"{HOW}."
        yield _limit(f"reader, {name}, {database}", found[f"{KEY}{name}"], "ms", most, how)
    yield Figure(
        name=f"reader, list at 10,000, {database}",
        value=found[f"{KEY}list"],
        unit="ms",
        peer_name="the same at 1,000",
        peer=found[f"{KEY}{EARLY}list"],
        goal=MOST_GROWTH,
        is_limit=True,
        how="As the list.",
    )
    for kind, most in (("list", MOST_QUERIES), ("search", MOST_SEARCH_QUERIES)):
        queries = max(
            value
            for name, value in found.items()
            if name.startswith(f"{KEY}{kind}") and name.endswith(" queries") and EARLY not in name
        )
        yield _limit(f"reader, queries of a {kind}, {database}", queries, "queries", most, "The most of the addresses.")


def _limit(name: str, value: float, unit: str, most: float, how: str) -> Figure:
    return Figure(name=name, value=value, unit=unit, peer_name="the limit", peer=most, goal=1.0, is_limit=True, how=how)
