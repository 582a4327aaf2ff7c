"""Writes the hub into a folder: a file of JSON Lines for each kind, images beside them, every article as Markdown.

Read page by page, so that its size is no matter; a hub that goes on meanwhile may change between two pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.keeping.errors import KeepingError
from articles.keeping.portable.directory import IMAGE, Directory
from articles.keeping.portable.documents import DOCUMENTS
from articles.keeping.portable.images import copy_file, image_table
from articles.keeping.portable.library import LIBRARY
from articles.keeping.portable.lines import BATCH, Line, batches, write_lines
from articles.keeping.portable.markdown import as_markdown, file_of
from articles.keeping.portable.order import bytewise
from articles.keeping.portable.pages import ARTICLES, INDEXES, article_lines, index_lines
from articles.keeping.portable.references import Collector, change_content
from articles.keeping.portable.scope import Scope
from articles.keeping.portable.table import Table
from articles.keeping.portable.tables import REDIRECTS, REFERENCES, SOURCE_IMAGES, SOURCES
from articles.keeping.portable.waiting import LOCKS, PROPOSALS
from articles.keeping.whole_file import whole_file
from articles.models import SourceDocument
from scraper.version import own_version

FORMAT = 1
ABOUT, MARKDOWN = "export.json", "markdown"
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True, kw_only=True)
class Exported:
    counts: dict[str, int]
    """File to the number of its lines."""
    lost: list[str]
    """Images whose files are there no more: neither is in the export."""


def export(folder: Path, scope: Scope, progress: Progress) -> Exported:
    """Write it all. KeepingError where the folder has something already, or cannot be written to."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KeepingError(f"{folder} is not empty: name a new folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writing = _Export(folder, scope, progress)
        counts = writing.write()
        about = {
            "format": FORMAT,
            "version": own_version(),
            "source": scope.source.slug if scope.source else None,
            "drafts": scope.with_drafts,
            "counts": counts,
        }
        # The last file: a folder without it is no whole export.
        with whole_file(folder / ABOUT) as file:
            file.write(f"{json.dumps(about, indent=1)}\n".encode())
    except OSError as error:
        raise KeepingError(f"The export was not written: {error.strerror or error}: {error.filename}.") from error
    return Exported(counts=counts, lost=sorted(writing.lost))


class _Export:
    def __init__(self, folder: Path, scope: Scope, progress: Progress) -> None:
        self.folder, self.scope, self.progress = folder, scope, progress
        self.directory = Directory()
        self.images: set[str] = set()
        """Files of the images that the exported articles show."""
        self.lost: set[str] = set()

    def write(self) -> dict[str, int]:
        drafts = self.scope.with_drafts
        indexes = self.scope.indexes().order_by(*bytewise("url_path"))
        counts = {
            INDEXES: write_lines(
                self.folder / INDEXES, index_lines(indexes.iterator(BATCH), self.directory, with_drafts=drafts)
            ),
            ARTICLES: write_lines(self.folder / ARTICLES, self._articles()),
        }
        tables: list[Table] = [*LIBRARY, SOURCES, DOCUMENTS, REFERENCES, REDIRECTS]
        if drafts:
            tables += [LOCKS, PROPOSALS]  # they say what is drafted, or waits
        for table in tables:
            rows = table.scoped(table.rows(), self.scope).iterator(BATCH)
            lines = table.lines(rows, self.directory)
            told = lines if drafts else map(table.public, lines)
            counts[table.file] = write_lines(self.folder / table.file, told)
        counts["images.jsonl"] = write_lines(self.folder / "images.jsonl", self._images())
        counts[SOURCE_IMAGES.file] = write_lines(self.folder / SOURCE_IMAGES.file, self._source_images())
        return counts

    def _articles(self) -> Iterator[Line]:
        found = self.scope.articles()
        total, done = found.count(), 0
        pages = found.order_by(*bytewise("url_path")).iterator(BATCH)
        for batch in batches(pages):
            addresses = dict(SourceDocument.objects.filter(page__in=batch).values_list("page", "url"))
            lines = article_lines(batch, self.directory, with_drafts=self.scope.with_drafts)
            for page, line in zip(batch, lines, strict=True):
                self._write_markdown(line, addresses.get(page.pk))
                yield line
                done += 1
                self.progress("export", done, total)

    def _write_markdown(self, line: Line, source: str | None) -> None:
        collected = Collector()
        for side, is_draft in (("content", False), ("draft", True)):
            if line[side] is None:
                continue
            change_content(line[side], collected)
            path = self.folder / MARKDOWN / file_of(line["address"], is_draft=is_draft)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_markdown(line, line[side], source, is_draft=is_draft), encoding="utf-8")
        self.images |= collected.found.get(IMAGE, set())

    def _images(self) -> Iterator[Line]:
        table = image_table(self.folder)
        for batch in batches(table.rows().iterator(BATCH)):
            wanted = [row for row in batch if self._is_wanted(row.file.name)]
            for row, line in zip(wanted, table.lines_of(wanted, self.directory), strict=True):
                if copy_file(row, self.folder):
                    yield line
                else:
                    self.lost.add(row.file.name)

    def _source_images(self) -> Iterator[Line]:
        rows = SOURCE_IMAGES.scoped(SOURCE_IMAGES.rows(), self.scope).iterator(BATCH)
        for line in SOURCE_IMAGES.lines(rows, self.directory):
            if line["image"] is None or self._is_wanted(line["image"]):
                yield line

    def _is_wanted(self, image: Any) -> bool:
        """All of the library, or what the exported articles show where not everything is exported."""
        is_asked_for = (self.scope.with_drafts and self.scope.source is None) or image in self.images
        return is_asked_for and image not in self.lost
