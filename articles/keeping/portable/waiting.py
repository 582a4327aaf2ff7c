"""What waits for editors and what they locked, as lines. Who did it is not carried: an export has no accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from articles.keeping.portable.directory import DOCUMENT, Directory
from articles.keeping.portable.lines import BadLine, Line
from articles.keeping.portable.markup import check_part
from articles.keeping.portable.references import Collector, change_part
from articles.keeping.portable.tables import OfDocuments
from articles.models import PartLock, Proposal
from articles.sync.merging.parts import path_of


@dataclass(frozen=True, kw_only=True)
class WaitingTable(OfDocuments):
    sides: tuple[str, ...]
    """Columns with values of a part of the article."""

    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        collected = Collector()
        for row in rows:
            for name in self.sides:
                change_part(path_of(row.part), getattr(row, name), collected)
        directory.find_names(collected.found)
        return [
            {name: change_part(path_of(row.part), getattr(row, name), directory.name) for name in self.sides}
            for row in rows
        ]

    def check(self, line: Line) -> None:
        try:
            path = path_of(line["part"])
        except (ValueError, TypeError):
            raise BadLine("part: expected a JSON list in a text") from None
        if not path or not all(isinstance(each, str) for each in path):
            raise BadLine("part: expected a list of texts")
        for name in self.sides:
            if name not in line:
                raise BadLine(f"{name}: missing")
            check_part(path, line[name], name)

    def finish(self, row: Any, line: Line, directory: Directory) -> None:
        path, collected = path_of(line["part"]), Collector()
        for name in self.sides:
            change_part(path, line[name], collected)
        directory.find_keys(collected.found)
        keyed = {name: change_part(path, line[name], directory.key) for name in self.sides}
        self.model._default_manager.filter(pk=row.pk).update(**keyed)


LOCKS = WaitingTable(
    file="locks.jsonl",
    model=PartLock,
    key=("document", "part"),
    fields=("document", "part", "changes", "locked_at", "changed_at"),
    references={"document": DOCUMENT},
    found_by="document",
    sides=("theirs",),
    left_out=("id", "locked_by", "theirs"),
)
PROPOSALS = WaitingTable(
    file="proposals.jsonl",
    model=Proposal,
    key=("document", "part", "created_at"),
    fields=("document", "part", "notice", "changes", "status", "created_at", "changed_at", "resolved_at"),
    references={"document": DOCUMENT},
    found_by="document",
    then_by=("created_at",),
    sides=("base", "ours", "theirs", "answer"),
    left_out=("id", "run", "assignee", "resolved_by", "base", "ours", "theirs", "answer"),
)
