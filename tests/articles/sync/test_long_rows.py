"""Rows that are listed in their statement are the rows that Django would insert."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Source, SourceDocument
from articles.sync.long_rows import spelled_out

pytestmark = pytest.mark.django_db


def test_the_rows_are_listed_and_stay_what_they_are(source: Source) -> None:
    record = {"title": 'He said "\\no"', "blocks": ["{}", "'%s'", None]}
    rows = [SourceDocument(source=source, url=f"https://hub.example/{n}/", record=record) for n in range(3)]
    with CaptureQueriesContext(connection) as queries, spelled_out(rows, "url"):
        SourceDocument.objects.bulk_create(rows)
    assert [each.url for each in rows] == [f"https://hub.example/{n}/" for n in range(3)]
    assert [(each.url, each.record) for each in SourceDocument.objects.order_by("url")] == [
        (each.url, record) for each in rows
    ]
    assert "UNNEST" not in "".join(query["sql"] for query in queries), "the driver would escape each text in Python"


def test_a_row_that_was_refused_stays_what_it_is(source: Source) -> None:
    rows = [SourceDocument(source=source, url="https://hub.example/")]
    with pytest.raises(RuntimeError), spelled_out(rows, "url"):
        raise RuntimeError
    assert rows[0].url == "https://hub.example/"


def test_none_to_insert() -> None:
    with spelled_out([], "url"):
        pass
