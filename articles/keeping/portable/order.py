"""An order that is the same on every database: by the bytes of a text."""

from __future__ import annotations

from django.db import connection
from django.db.models.functions import Collate

COLLATIONS = {"sqlite": "BINARY", "postgresql": "C"}


def bytewise(*fields: str) -> list[Collate]:
    return [Collate(field, COLLATIONS[connection.vendor]) for field in fields]
