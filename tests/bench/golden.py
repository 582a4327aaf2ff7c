"""How near the parser comes to the golden pages, beside the score that was written down last."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.scraper.golden_score import golden_pages, mean_score, recorded_score

GOAL = 1.0


def measure() -> Iterator[Figure]:
    mean, _fields = mean_score()
    yield Figure(
        name="golden",
        value=mean,
        unit="mean field score",
        peer_name="the recorded score",
        peer=recorded_score()[0],
        goal=GOAL,
        how=f"`parse_article` on {sum(1 for _ in golden_pages())} pages with gold written by hand: the mean over all "
        "pages and fields, 1 being all of it and nothing else.",
    )
