"""What the parser chose and what else it saw, field by field: written down only where somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    rule: str
    """What was looked at, in words: "JSON-LD datePublished"."""
    value: Any
    won: bool


@dataclass(kw_only=True)
class Trace:
    """Costs nothing where `on` is false, which it is in a crawl."""

    on: bool = False
    fields: dict[str, list[Candidate]] = field(default_factory=dict)

    def choose(self, name: str, candidates: Iterable[tuple[str, Value | None]]) -> Value | None:
        """The first candidate that says something; the later ones are looked at only to be told of."""
        chosen: Value | None = None
        found = False
        for rule, value in candidates:
            if value:
                self.note(name, rule, value, won=not found)
                if not found:
                    chosen, found = value, True
                    if not self.on:
                        break
        return chosen

    def note(self, name: str, rule: str, value: object, *, won: bool) -> None:
        if self.on:
            self.fields.setdefault(name, []).append(Candidate(rule=rule, value=value, won=won))
