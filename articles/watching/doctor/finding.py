"""One thing that was looked at: how it is, and what to do where it is not well."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

OK, WARNING, WRONG = "ok", "warning", "wrong"


@dataclass(frozen=True, kw_only=True)
class Finding:
    name: str
    """What was looked at, in a word or two."""
    state: str
    words: str
    mend: str = ""
    """One sentence; empty where all is well."""

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


Look = Callable[[], Iterable[Finding]]


def well(name: str, words: str) -> Finding:
    return Finding(name=name, state=OK, words=words)


def warning(name: str, words: str, mend: str) -> Finding:
    return Finding(name=name, state=WARNING, words=words, mend=mend)


def wrong(name: str, words: str, mend: str) -> Finding:
    return Finding(name=name, state=WRONG, words=words, mend=mend)
