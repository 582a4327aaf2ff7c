"""Rows of another table as one JSON value: many small queries become sub-selects of one."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class JSONRows(Subquery):
    """The rows of a query as a list of objects, in the query's order.

    `fields` are names of the query's model, by the name that each gets in the object.
    """

    output_field = JSONField()

    def __init__(self, queryset: QuerySet[Any], **fields: Any) -> None:
        super().__init__(queryset.values(j=JSONObject(**fields)))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        template = "(SELECT json_group_array(json(rows_.j)) FROM (%(subquery)s) AS rows_)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        template = "(SELECT COALESCE(jsonb_agg(rows_.j), '[]'::jsonb) FROM (%(subquery)s) AS rows_)"
        return self.as_sql(compiler, connection, template=template, **extra)
