"""How near a parsed record comes to the one a careful person wrote down: a score from 0 to 1 for each field.

One value scores 1 or 0. Text with markup scores by the words that both have. Lists score as F1: each wanted item is
paired with the found one that is most like it, so that what is missing and what is too much both cost.

After a gain write the score down, so that it cannot be lost again unseen:

    python -m tests.scraper.golden_score
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper import address_of, parse_article

GOLDEN = Path(__file__).parent / "golden"
RECORDED = GOLDEN / "recorded.json"
UNJUDGED = frozenset({"id", "fingerprint", "removed"})
MARKUP = re.compile(r"<[^>]+>")
BIDI = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True)
class GoldenPage:
    name: str
    text: str
    url: str
    expected: dict[str, Any]

    def scores(self) -> dict[str, float]:
        """Field to score. A page that is not parsed at all scores 0 throughout."""
        try:
            found = parse_article(self.text, self.url or address_of(self.text) or "").to_dict()
        except ValueError:
            return dict.fromkeys(self.expected, 0.0)
        return {name: likeness(value, found.get(name)) for name, value in self.expected.items()}


def golden_pages() -> Iterator[GoldenPage]:
    """The pages whose gold was written by hand; those that keep a whole "record" are another test's."""
    for folder in sorted(each.parent for each in GOLDEN.glob("*/page.json")):
        gold = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        if "expected" in gold:
            page = next(each for each in folder.glob("page.*") if each.suffix in (".html", ".md"))
            yield GoldenPage(folder.name, page.read_text(encoding="utf-8"), gold["url"], gold["expected"])


def likeness(wanted: Any, found: Any) -> float:
    """From 0 (nothing of it) to 1 (the same)."""
    if isinstance(wanted, list) and isinstance(found, list):
        return _list_likeness(wanted, found)
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        keys = (set(wanted) | set(found)) - UNJUDGED
        return sum(likeness(wanted.get(key), found.get(key)) for key in keys) / len(keys) if keys else 1.0
    if isinstance(wanted, str) and isinstance(found, str):
        return _text_likeness(wanted, found)
    return float(wanted == found)


def _list_likeness(wanted: list[Any], found: list[Any]) -> float:
    if not wanted and not found:
        return 1.0
    left = list(found)
    total = 0.0
    for each in wanted:
        best = max(left, key=lambda other: _pair_likeness(each, other), default=None)
        if best is None:
            break
        if alike := _pair_likeness(each, best):
            total += alike
            left.remove(best)
    return 2 * total / (len(wanted) + len(found))


def _pair_likeness(wanted: Any, found: Any) -> float:
    """Blocks of two types have nothing in common, whatever their words."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping) and wanted.get("type") != found.get("type"):
        return 0.0
    return likeness(wanted, found)


def _text_likeness(wanted: str, found: str) -> float:
    first, second = _folded(wanted), _folded(found)
    if "<" not in wanted and "<" not in found:
        return float(first == second)
    words, others = Counter(first.split()), Counter(second.split())
    common = (words & others).total()
    return 2 * common / (words.total() + others.total()) if words or others else 1.0


def _folded(text: str) -> str:
    without_tags = MARKUP.sub(" ", text).translate(BIDI)
    return " ".join(unicodedata.normalize("NFKC", without_tags).split())


def mean_score() -> tuple[float, dict[str, float]]:
    """The mean over all pages and fields, and the mean of each field."""
    by_field: dict[str, list[float]] = {}
    for page in golden_pages():
        for name, score in page.scores().items():
            by_field.setdefault(name, []).append(score)
    means = {name: sum(scores) / len(scores) for name, scores in by_field.items()}
    everything = [score for scores in by_field.values() for score in scores]
    return sum(everything) / len(everything), means


def recorded_score() -> tuple[float, dict[str, float]]:
    """The score that was written down last."""
    kept = json.loads(RECORDED.read_text(encoding="utf-8"))
    return kept["mean"], kept["fields"]


def write_down() -> None:
    """The score of now, rounded down to three digits."""
    mean, fields = mean_score()
    kept = {"mean": _floored(mean), "fields": {name: _floored(score) for name, score in fields.items()}}
    RECORDED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _floored(score: float) -> float:
    return int(score * 1000) / 1000


if __name__ == "__main__":
    write_down()
