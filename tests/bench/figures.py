"""A measured figure, as `make bench` prints it and as docs/benchmarks.md keeps it."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests import machine

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


@dataclass(frozen=True, kw_only=True)
class Figure:
    name: str
    value: float
    unit: str
    peer_name: str
    peer: float
    goal: float
    """The least ratio of value to peer; the most where `is_limit`."""
    is_limit: bool = False
    """Whether less is better: then the peer is a limit, or what the value may not outgrow."""
    how: str
    """What was done, in a sentence."""

    @property
    def ratio(self) -> float:
        return self.value / self.peer if self.peer else 0.0

    @property
    def verdict(self) -> str:
        is_met = self.ratio <= self.goal if self.is_limit else self.ratio >= self.goal
        return "ok" if is_met else "short"

    def line(self) -> str:
        return (
            f"bench: {self.name} value={self.value:.4g} peer={self.peer:.4g} ratio={self.ratio:.2f} "
            f"goal={'<=' if self.is_limit else ''}{self.goal:g} {self.verdict}"
        )


def write_document(figures: Sequence[Figure]) -> None:
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, "
        f"{machine.size()}. Each figure stands beside a peer measured in the same run; "
        "the ratio is what counts, absolute speeds are this machine's.",
        "",
        "| figure | ours | peer | ratio | goal | |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {each.value:.4g} {each.unit} | {each.peer:.4g} {each.unit} ({each.peer_name}) "
        f"| {each.ratio:.2f} | {'at most ' if each.is_limit else ''}{each.goal:g} | {each.verdict} |"
        for each in figures
    ]
    lines += ["", "## How", ""]
    names_of: dict[str, list[str]] = {}
    for each in figures:
        names_of.setdefault(each.how, []).append(f"**{each.name}**")
    lines += [f"- {'; '.join(names)}: {how}" for how, names in names_of.items()]
    DOCUMENT.write_text("\n".join(lines) + "\n", encoding="utf-8")
