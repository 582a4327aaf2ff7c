"""What a link's address answered, as a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from scraper.building import build

LinkState = Literal["ok", "redirected", "broken", "unreachable", "unknown"]


@dataclass(frozen=True, kw_only=True)
class LinkAnswer:
    url: str
    state: str
    """ "ok"; "redirected": it leads to another address for good; "broken": it is gone, or never was; "unreachable":
    nobody answered, which may be over tomorrow; "unknown": whoever is asked does not tell machines."""
    status: int | None = None
    location: str | None = None
    """Where it leads to now."""
    reason: str = ""
    """For a person; empty where the state says it all."""

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_dict(cls, value: object) -> LinkAnswer:
        return build(cls, value, {}, "link")


def read_answers(path: Path) -> Iterator[LinkAnswer]:
    """The answers in a file; a last line that was cut off is left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield LinkAnswer.from_dict(json.loads(line))


@dataclass(frozen=True, kw_only=True)
class LinksSpec:
    urls: list[str]
    allow_private: bool = False
    """Whether loopback and private addresses may be asked."""
    delay: float = 1.0
    """Seconds between two requests to one host."""

    @classmethod
    def from_dict(cls, value: object) -> LinksSpec:
        return build(cls, value, {}, "links")

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)
