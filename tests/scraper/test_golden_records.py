"""Pages written for the project against their whole records; see golden_records for how to renew them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scraper.golden_records import parse, recorded


def test_there_are_golden_pages() -> None:
    assert len(recorded()) >= 6


@pytest.mark.parametrize("folder", recorded(), ids=lambda folder: folder.name)
def test_record(folder: Path) -> None:
    golden = json.loads((folder / "page.json").read_text("utf-8"))
    found = parse(folder, golden["url"])
    for field, expected in golden["record"].items():
        assert found[field] == expected, field
    assert set(found) == set(golden["record"])
