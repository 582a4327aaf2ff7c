"""The keys of all articles of a group, gathered by the database in one value."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField


class PageKeys(Aggregate):
    """A set of keys; both databases know how to join them to a text."""

    function = "GROUP_CONCAT"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        joined = "%(function)s(CAST(%(expressions)s AS text), ',')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=joined, **options)

    def convert_value(self, value: str | None, *_about: Any) -> set[int]:
        return {int(key) for key in value.split(",")} if value else set()
