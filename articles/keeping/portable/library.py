"""The library's entries as lines: areas of study, topics, roles, authors, programs, each with its other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from articles.keeping.portable.directory import Directory
from articles.keeping.portable.lines import BadLine, Line
from articles.keeping.portable.table import Table
from articles.models import AreaOfStudy, Author, LibraryAlias, Program, Role, Topic

ALIASES = "aliases"


@dataclass(frozen=True, kw_only=True)
class EntryTable(Table):
    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        found: defaultdict[int, list[Line]] = defaultdict(list)
        aliases = LibraryAlias.objects.filter(content_type=self._type, object_id__in=[row.pk for row in rows])
        for alias in aliases.order_by("slug"):
            found[alias.object_id].append({"slug": alias.slug, "name": alias.name})
        return [{ALIASES: sorted(found[row.pk], key=lambda alias: str(alias["slug"]))} for row in rows]

    def check(self, line: Line) -> None:
        aliases = line.get(ALIASES)
        if not isinstance(aliases, list):
            raise BadLine(f"{ALIASES}: expected a list")
        for each in aliases:
            if not isinstance(each, dict) or {type(each.get(name)) for name in ("slug", "name")} != {str}:
                raise BadLine(f"{ALIASES}: each needs slug and name, as texts")

    def finish(self, row: Any, line: Line, directory: Directory) -> None:
        theirs = LibraryAlias.objects.filter(content_type=self._type, object_id=row.pk)
        theirs.exclude(slug__in=[each["slug"] for each in line[ALIASES]]).delete()
        for each in line[ALIASES]:
            # Of whichever entry it was the other name until now.
            LibraryAlias.objects.update_or_create(
                content_type=self._type, slug=each["slug"], defaults={"object_id": row.pk, "name": each["name"]}
            )

    @property
    def _type(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)


LIBRARY = (
    EntryTable(file="areas_of_study.jsonl", model=AreaOfStudy, key=("slug",), fields=("slug", "name", "description")),
    EntryTable(file="topics.jsonl", model=Topic, key=("slug",), fields=("slug", "name", "description")),
    EntryTable(file="roles.jsonl", model=Role, key=("slug",), fields=("slug", "name", "description")),
    EntryTable(file="authors.jsonl", model=Author, key=("slug",), fields=("slug", "name", "biography")),
    EntryTable(file="programs.jsonl", model=Program, key=("url",), fields=("url", "name", "description")),
)
