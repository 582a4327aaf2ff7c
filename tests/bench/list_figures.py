"""The admin's lists as figures. Apart from their measuring, which needs Django set up."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure

PROPOSALS = 2_000
TURNS = 5
MOST_TIMES_AS_LONG, MOST_QUERIES = 2.0, 15
PEER = "Wagtail's own listing of the pages"
KEY = "list: "
"""Before the names of lists in what the worker found."""


def figures(database: str, found: dict[str, float]) -> Iterator[Figure]:
    for name in addresses_told(found):
        yield Figure(
            name=f"admin, {name}, {database}",
            value=found[f"{KEY}{name}"],
            unit="ms",
            peer_name=PEER,
            peer=found[f"{KEY}wagtail"],
            goal=MOST_TIMES_AS_LONG,
            is_limit=True,
            how=f"Over 10,000 articles and {PROPOSALS:,} proposals, the best of {TURNS} turns, the peer in each.",
        )
    queries = {name: found[f"{KEY}{name} queries"] for name in addresses_told(found)}
    most = max(queries, key=lambda name: queries[name])
    yield Figure(
        name=f"admin, queries of a list, {database}",
        value=queries[most],
        unit="queries",
        peer_name="the limit",
        peer=MOST_QUERIES,
        goal=1.0,
        is_limit=True,
        how=f"The most that one of these lists asks: {most}.",
    )


def addresses_told(found: dict[str, float]) -> list[str]:
    names = [name.removeprefix(KEY) for name in found if name.startswith(KEY)]
    return [name for name in names if name != "wagtail" and not name.endswith(" queries")]
