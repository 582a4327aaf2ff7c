"""Files of JSON Lines: written in one form, and read line by line with the place of whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder

from articles.keeping.whole_file import whole_file

BATCH = 100
LONGEST_LINE = 64 * 1024 * 1024
Line = dict[str, Any]
T = TypeVar("T")


class BadLine(Exception):
    """A line that cannot be taken in. Raised by the readers of its fields; the message names the field."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A line and where it stands."""

    file: str
    number: int
    line: Line

    @property
    def place(self) -> str:
        return f"{self.file}, line {self.number}"


def as_line(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, cls=DjangoJSONEncoder)


def plain(values: Mapping[str, Any]) -> Line:
    """The values as they come back from a file, names within a value in one order: PostgreSQL's JSON forgets theirs."""
    return {name: _in_order(value) for name, value in json.loads(as_line(values)).items()}


def _in_order(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    return {name: _in_order(value[name]) for name in sorted(value)} if isinstance(value, dict) else value


def write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> int:
    """How many were written."""
    number = 0
    with whole_file(path) as file:
        for line in lines:
            file.write(f"{as_line(line)}\n".encode())
            number += 1
    return number


def read_lines(folder: Path, name: str, problems: list[str]) -> Iterator[Placed]:
    """The lines that are JSON objects; what is none is noted, and the rest goes on. A file need not be there."""
    path = folder / name
    if not path.exists():
        return
    with path.open("rb") as file:
        for number in range(1, 1_000_000_000):
            raw = file.readline(LONGEST_LINE)
            if not raw:
                return
            if not raw.strip():
                continue
            try:
                line = json.loads(raw)
            except ValueError as error:
                problems.append(f"{name}, line {number}: this is no JSON: {error}")
                continue
            if isinstance(line, dict):
                yield Placed(file=name, number=number, line=line)
            else:
                problems.append(f"{name}, line {number}: expected an object, found {type(line).__name__}")


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
