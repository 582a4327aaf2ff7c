"""Reads an export into this hub: what is here and says the same is left alone, what differs is written.

A line that cannot be taken in is told with its file, its number and its field, and the rest goes on: the line stays
where it is, to be put right and read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles.keeping.errors import KeepingError
from articles.keeping.portable.directory import Directory
from articles.keeping.portable.documents import DOCUMENTS
from articles.keeping.portable.export import ABOUT, FORMAT
from articles.keeping.portable.images import image_table
from articles.keeping.portable.library import LIBRARY
from articles.keeping.portable.lines import Placed, batches, read_lines
from articles.keeping.portable.pages import ARTICLES, INDEXES
from articles.keeping.portable.pages_in import make_articles, take_in_indexes, write_articles
from articles.keeping.portable.table import Table
from articles.keeping.portable.tables import REDIRECTS, REFERENCES, SOURCE_IMAGES, SOURCES
from articles.keeping.portable.waiting import LOCKS, PROPOSALS

Progress = Callable[[str, int, int], object]


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    written: dict[str, int] = field(default_factory=dict)
    """File to the number of lines that changed something here."""
    problems: list[str] = field(default_factory=list)


def take_in(folder: Path, progress: Progress) -> TakenIn:
    """Read the whole export; KeepingError where the folder is none."""
    counts = _counts(folder)
    done = TakenIn()
    reading = _Reading(folder, done, progress, sum(counts.values()))
    for entries in (*LIBRARY, image_table(folder)):
        reading.table(entries)
    directory = reading.directory
    done.written[INDEXES] = take_in_indexes(reading.lines(INDEXES), directory, done.problems)
    directory.forget_root()
    reading.table(SOURCES)
    make_articles(read_lines(folder, ARTICLES, done.problems), directory, done.problems)
    # What is wrong with a line was told when its page was to be made.
    done.written[ARTICLES] = write_articles(reading.lines(ARTICLES, []), directory, done.problems)
    for table in (DOCUMENTS, REFERENCES, SOURCE_IMAGES, LOCKS, PROPOSALS, REDIRECTS):
        reading.table(table)
    return done


@dataclass(frozen=True)
class _Reading:
    folder: Path
    done: TakenIn
    progress: Progress
    total: int
    directory: Directory = field(default_factory=Directory)
    passed: list[int] = field(default_factory=lambda: [0])

    def lines(self, name: str, problems: list[str] | None = None) -> Iterator[Placed]:
        for each in read_lines(self.folder, name, self.done.problems if problems is None else problems):
            yield each
            self.passed[0] += 1
            self.progress("import", self.passed[0], self.total)

    def table(self, table: Table) -> None:
        written = 0
        for batch in batches(self.lines(table.file)):
            written += table.take_in(batch, self.directory, self.done.problems)
        self.done.written[table.file] = written


def _counts(folder: Path) -> dict[str, int]:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        number, counts = about["format"], about["counts"]
    except FileNotFoundError:
        raise KeepingError(f"{folder} is no whole export: it has no {ABOUT}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeepingError(f"{folder / ABOUT} cannot be read: {error}.") from error
    if number != FORMAT:
        raise KeepingError(f"{folder} has the format {number} of exports; this version reads {FORMAT}.")
    return {name: count for name, count in counts.items() if isinstance(count, int)}
