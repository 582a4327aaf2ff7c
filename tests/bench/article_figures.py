"""The readers' pages as figures. Apart from their measuring, which needs Django set up."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure

KEY = "reader: "
"""Before the names of answers in what the worker found."""
ROUNDS = 5
TIMES_PLAIN, TIMES_PLAIN_ANEW, TIMES_UNCACHED = 2.0, 1.0, 20.0
MOST_QUERIES, MOST_SITEMAP_MS = 9, 100


def figures(database: str, found: dict[str, float]) -> Iterator[Figure]:
    anew, plain, kept, cached = (
        found[f"{KEY}{name}"] for name in ("article", "plain article", "kept article", "cached article")
    )
    where = f"Over 10,000 articles, in process, the best of {ROUNDS} turns, 20 articles of 58 blocks each"

    def rate(name: str, value: float, peer_name: str, peer: float, goal: float, how: str) -> Figure:
        return Figure(
            name=f"reader, {name}, {database}",
            value=1000 / value,
            unit="pages per second",
            peer_name=peer_name,
            peer=1000 / peer,
            goal=goal,
            how=f"{where}. {how}",
        )

    template = "a plain Wagtail template of the same page"
    yield rate(
        "article", kept, template, plain, TIMES_PLAIN,
        "As a signed-in reader gets it, who is never answered from the page cache: what it says is kept until a "
        "visible change, the page around it is made anew. The peer loops over the page's relations and keeps nothing.",
    )  # fmt: skip
    yield rate("article, the first time", anew, template, plain, TIMES_PLAIN_ANEW, "Nothing of it is kept yet.")
    yield rate(
        "article for strangers", cached, "the first time", anew, TIMES_UNCACHED, "From the page cache, in files."
    )
    yield Figure(
        name=f"reader, queries of an article, {database}", value=found[f"{KEY}article queries"], unit="queries",
        peer_name="the limit", peer=MOST_QUERIES, goal=1.0, is_limit=True, how="Wagtail's own among them.",
    )  # fmt: skip
    yield Figure(
        name=f"reader, sitemap, {database}", value=found[f"{KEY}sitemap"], unit="ms",
        peer_name="the limit", peer=MOST_SITEMAP_MS, goal=1.0, is_limit=True, how="Of 10,000 articles, in process.",
    )  # fmt: skip
