"""The output file: older versions of the contract import, others are refused by name, half lines never count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scraper.building import ContractError
from scraper.items import ScrapedArticle
from scraper.records import (
    CONTRACT_VERSION,
    CrawledArticle,
    End,
    Failure,
    FetchedImage,
    NotModified,
    Record,
    Unlisted,
    read_records,
    record_line,
)

OLDER = Path(__file__).parent / "contract"
"""A file of each earlier version as that version wrote it; never changed."""
RECORDS: list[Record] = [
    CrawledArticle(article=ScrapedArticle(url="https://hub.example/ä/", slug="ä", title="Ä"), stored=True),
    NotModified(url="https://hub.example/b/"),
    Failure(url="https://hub.example/c/", outcome="fail", reason="no", location="https://hub.example/d/"),
    Unlisted(url="https://hub.example/e/", state="gone", status=410, reason="the server answered 410 Gone"),
    FetchedImage(
        url="https://hub.example/f.png", sha256="0f", path="/images/0f.png", type="image/png", bytes=7, width=1
    ),
    FetchedImage(url="https://hub.example/g.png", refused="it is empty", again=True),
    End(complete=True, reason="finished", found=3, seconds=0.5),
]


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def line(**changes: Any) -> str:
    return json.dumps({**json.loads(record_line(RECORDS[1])), **changes})


def test_records_survive_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "out.jsonl", *map(record_line, RECORDS))
    assert list(read_records(path)) == RECORDS
    versions = {json.loads(each)["contract"] for each in path.read_text(encoding="utf-8").splitlines()}
    assert versions == {CONTRACT_VERSION}


def test_every_older_version_is_kept_here() -> None:
    assert {each.name for each in OLDER.iterdir()} == {f"version-{each}.jsonl" for each in range(1, CONTRACT_VERSION)}


@pytest.mark.parametrize("path", sorted(OLDER.iterdir()), ids=lambda path: path.stem)
def test_a_file_of_an_older_version_imports(path: Path) -> None:
    records = list(read_records(path))
    assert [each.kind for each in records] == ["article", "not_modified", "failure", "failure", "end"]
    [article] = [each for each in records if isinstance(each, CrawledArticle)]
    assert (article.article.slug, len(article.article.blocks), article.stored) == ("careers", 10, False)


@pytest.mark.parametrize("path", sorted(OLDER.iterdir()), ids=lambda path: path.stem)
def test_an_older_record_in_the_database_is_read(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8").splitlines()[0])["article"]
    article = ScrapedArticle.from_dict(stored)
    # Everything that it said is still there.
    said = article.to_dict()
    assert {name: said[name] for name in stored} == stored


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (line(contract=7), "contract version 7, this installation knows up to 2"),
        (line(contract=7, kind="hologram"), "contract version 7, this installation knows up to 2"),
        (line(contract=0), "contract version 0 is none"),
        (line(contract="2"), "contract version '2' is none"),
        (line(contract=True), "contract version True is none"),
        (line(contract=None), "contract version None is none"),
        (line(kind="hologram"), "kind: 'hologram' is no kind of record"),
        (line(kind=["article"]), r"kind: \['article'\] is no kind of record"),
        (line(url=3), "url: expected str, found int"),
        (line(colour="red"), "colour: the contract has no such field"),
        ("[]", "expected an object, found list"),
        ("{", "Expecting property name"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_name(tmp_path: Path, wrong: str, reason: str) -> None:
    path = written(tmp_path / "out.jsonl", record_line(RECORDS[1]), record_line(RECORDS[2]), wrong)
    with pytest.raises(ContractError, match=rf"^out\.jsonl, line 3: {reason}"):
        list(read_records(path))


def test_bytes_that_are_no_text_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b'{"kind": "not_modified", "url": "\xff"}\n')
    with pytest.raises(ContractError, match="line 1: "):
        list(read_records(path))


def test_a_half_line_at_the_end_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    whole = (record_line(RECORDS[1]) + "\n").encode()
    half = record_line(RECORDS[0]).encode()
    for length in range(len(half) + 1):  # in the middle of a character too
        path.write_bytes(whole + half[:length])
        assert list(read_records(path)) == RECORDS[1:2]
