"""Rows with long texts, inserted many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import models


@contextmanager
def spelled_out(rows: Sequence[models.Model], column: str) -> Iterator[None]:
    """While this lasts, Django inserts the rows by one statement that lists them; any `column` of text will do.

    On PostgreSQL it would send each column as an array. That is sooner planned, but the driver escapes an array's texts
    quotation mark by quotation mark in Python: for a page's content it takes longer than the database does. What cannot
    stand in an array makes Django list the rows, and an expression cannot.
    """
    if not rows:
        yield
        return
    value = getattr(rows[0], column)
    setattr(rows[0], column, models.Value(value))
    try:
        yield
    finally:
        setattr(rows[0], column, value)
