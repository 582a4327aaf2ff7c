"""Rows of one model as lines, and lines as rows: what all kinds that are plain tables have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet

from articles.keeping.portable.directory import Directory
from articles.keeping.portable.lines import BadLine, Line, Placed, batches, plain
from articles.keeping.portable.order import bytewise
from articles.keeping.portable.scope import Scope


@dataclass(frozen=True, kw_only=True)
class Table:
    """One kind of rows. A kind with more than columns says so by overriding the methods in the middle."""

    file: str
    model: type[models.Model]
    key: tuple[str, ...]
    """The fields that tell one row from another."""
    fields: tuple[str, ...]
    """All that are carried, in the order of the line."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Field to the kind of what it leads to."""
    found_by: str = ""
    """The field of the key by which few rows have one value; the last one of the key when empty."""
    then_by: tuple[str, ...] = ()
    """Fields of the order that are no texts."""
    left_out: tuple[str, ...] = ("id",)
    """What is not carried, by decision."""
    withheld: tuple[str, ...] = ()
    """Fields that an export of what the public sees does not tell. A line without them leaves them as they are here."""

    # --- what a kind may have of its own ----------------------------------------------------------------------------

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.order_by(*bytewise(*self.ordering), *self.then_by)

    def scoped(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        """The rows that belong to what is exported."""
        return rows

    @property
    def ordering(self) -> tuple[str, ...]:
        return self.key

    def more(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        """What a line has beside the fields, for each row."""
        return [{} for _row in rows]

    def check(self, line: Line) -> None:
        """BadLine where what it has beside the fields cannot be taken in."""

    def save(self, row: Any, line: Line, directory: Directory) -> None:
        """Make the row, a new one or one that is here, say what the line says."""
        for name in self.fields:
            if name in line:
                self._set(row, name, line[name], directory)
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        self._set_moments(row, line)
        self.finish(row, line, directory)

    def finish(self, row: Any, line: Line, directory: Directory) -> None:
        """After the row was saved: what it has beside the fields."""

    # --- out ----------------------------------------------------------------------------------------------------------

    def lines(self, rows: Iterable[Any], directory: Directory) -> Iterator[Line]:
        for batch in batches(rows):
            directory.forget()
            yield from self.lines_of(batch, directory)

    def lines_of(self, rows: Sequence[Any], directory: Directory) -> list[Line]:
        for name, kind in self.references.items():
            keys = (getattr(row, f"{name}_id") for row in rows)
            directory.find_names({kind: [key for key in keys if key is not None]})
        return [
            plain({**self._values(row, directory), **more})
            for row, more in zip(rows, self.more(rows, directory), strict=True)
        ]

    def public(self, line: Line) -> Line:
        """What everybody may know of it."""
        return {name: value for name, value in line.items() if name not in self.withheld}

    def _values(self, row: Any, directory: Directory) -> Line:
        return {
            name: directory.name(self.references[name], getattr(row, f"{name}_id"))
            if name in self.references
            else getattr(row, name)
            for name in self.fields
        }

    # --- in -----------------------------------------------------------------------------------------------------------

    def take_in(self, lines: Sequence[Placed], directory: Directory, problems: list[str]) -> int:
        """Make the rows say what the lines say; how many were written. What cannot be is noted."""
        directory.forget()
        for name, kind in self.references.items():
            names = (each.line.get(name) for each in lines)
            directory.find_keys({kind: [value for value in names if isinstance(value, str)]})
        known = self._known(lines, directory)
        written = 0
        for each in lines:
            try:
                written += self._write(each.line, known, directory)
            except BadLine as error:
                problems.append(f"{each.place}: {error}")
        return written

    def _known(self, lines: Sequence[Placed], directory: Directory) -> dict[tuple[Any, ...], tuple[Any, Line]]:
        """The rows that the lines are about, with the lines that they would give."""
        name = self.found_by or self.key[-1]
        values = {value for each in lines if isinstance(value := each.line.get(name), str)}
        asked = {directory.key(self.references[name], each) for each in values} if name in self.references else values
        found = list(self.model._default_manager.filter(**{f"{name}__in": list(asked)}))
        said = self.lines_of(found, directory)
        return {self._key_of(line): (row, line) for row, line in zip(found, said, strict=True)}

    def _key_of(self, line: Line) -> tuple[Any, ...]:
        return tuple(line.get(name) for name in self.key)

    def _write(self, line: Line, known: dict[tuple[Any, ...], tuple[Any, Line]], directory: Directory) -> bool:
        for name in self.fields:
            if name not in line and name not in self.withheld:
                raise BadLine(f"{name}: missing")
        self.check(line)
        row, said = known.get(self._key_of(line), (None, {}))
        untold = {name: value for name, value in said.items() if name in self.withheld and name not in line}
        if said == {**untold, **line}:
            return False
        row = row or self.model()
        try:
            with transaction.atomic():
                self.save(row, line, directory)
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            raise BadLine(f"{name}: {' '.join(messages)}") from error
        except (IntegrityError, ValueError, TypeError) as error:
            raise BadLine(f"{self.key[-1]}: {error}") from error
        known[self._key_of(line)] = (row, {**untold, **line})
        return True

    def _set(self, row: Any, name: str, value: Any, directory: Directory) -> None:
        if name not in self.references:
            setattr(row, name, value)
            return
        if value is not None and not isinstance(value, str):
            raise BadLine(f"{name}: expected a text, found {type(value).__name__}")
        key = directory.key(self.references[name], value)
        if value is not None and key is None and not row._meta.get_field(name).null:
            raise BadLine(f"{name}: {value} is not here")
        setattr(row, f"{name}_id", key)

    def _set_moments(self, row: Any, line: Line) -> None:
        """What Django sets by itself when a row is made or saved is as the line says all the same."""
        own = {
            name: line[name]
            for name in self.fields
            if name in line
            and any(getattr(row._meta.get_field(name), kind, False) for kind in ("auto_now_add", "auto_now"))
        }
        if own:
            self.model._default_manager.filter(pk=row.pk).update(**own)
