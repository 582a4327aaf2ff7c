"""The report of a run: what became of every address, for people in one line and for scripts as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.sync.matching import Outcome
from articles.sync.outcomes import Applied
from articles.sync.plan import Plan

# In the order in which a person wants to read them; failures are named even when there are none.
WORDS: dict[str, str] = {
    "create": "created",
    "update": "updated",
    "merge": "merged",
    "conflict": "in conflict",
    "unchanged": "unchanged",
    "held": "held",
    "withdraw": "withdrawn",
    "restore": "restored",
    "redirect": "moved",
    "reject": "rejected",
    "fail": "failed",
}
BAD: tuple[Outcome, ...] = ("reject", "fail")
CHANGED: tuple[Outcome, ...] = ("update", "merge", "conflict")
ALWAYS_SAID = "fail"


@dataclass(frozen=True, kw_only=True)
class ReportedArticle:
    url: str
    outcome: Outcome
    reason: str = ""
    page: int | None = None
    notices: list[str] = field(default_factory=list)
    """What the change means, a line each."""
    is_of_parser: bool = False
    """Whether it changed because our parser reads it otherwise, and not because its source changed."""

    def to_dict(self) -> dict[str, Any]:
        return {"url": self.url, "outcome": self.outcome, "reason": self.reason, "page": self.page}


def reported(plan: Plan, written: Mapping[int, Applied]) -> list[ReportedArticle]:
    """What became of each address, in the order of the records."""
    articles = []
    for each in plan.decisions:
        applied = written.get(each.place) or Applied(outcome=each.outcome, reason=each.reason, page=each.page)
        articles.append(
            ReportedArticle(
                url=each.url,
                outcome=applied.outcome,
                reason=applied.reason,
                page=applied.page,
                notices=list(applied.details.get("notices", [])),
                is_of_parser=applied.outcome in CHANGED and each.cause == "parser",
            )
        )
    return articles


@dataclass(frozen=True, kw_only=True)
class Report:
    source: str
    status: str
    """Word of `SyncRun.Status`; "planned" when nothing was written."""
    run: int | None = None
    """The run's number; null for a plan."""
    articles: list[ReportedArticle] = field(default_factory=list)
    message: str = ""
    """What a person must know beyond the counts: "the crawl is incomplete: ..."."""
    seconds: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(article.outcome for article in self.articles)
        return {word: found[word] for word in WORDS if found[word]}  # type: ignore[index]

    @property
    def is_well(self) -> bool:
        """Whether everything that was asked for was done: the exit code of the commands."""
        return self.status in ("done", "planned") and not any(self.counts.get(word) for word in BAD)

    def to_dict(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "status": self.status,
            "counts": self.counts,
            "articles": [article.to_dict() for article in self.articles],
        }

    def line(self) -> str:
        """The report in one line: "tamarack-bay: 25 articles: 25 created, 0 failed (run 3, 12.4 s)"."""
        counts = self.counts
        total = len(self.articles)
        named = [word for word in WORDS if counts.get(word) or word == ALWAYS_SAID]
        ours: Counter[str] = Counter(article.outcome for article in self.articles if article.is_of_parser)
        said = [
            f"{counts.get(word, 0)} {WORDS[word]}" + (f" ({ours[word]} by our parser)" if word in ours else "")
            for word in named
        ]
        what = "plan, nothing written" if self.run is None else f"run {self.run}"
        line = f"{self.source}: {total} {'article' if total == 1 else 'articles'}: {', '.join(said)}"
        line += f" ({what}, {self.seconds:.1f} s)"
        return f"{line}. {self.message}" if self.message else line
