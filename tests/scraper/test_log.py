"""The crawl's own log, and what it must never do to the crawl."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.log import OWN, keep_log
from scraper.output import Output
from scraper.records import Failure, FetchedImage


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger(OWN)
    handlers, level = list(root.handlers), own.level
    yield
    for each in set(root.handlers) - set(handlers):
        root.removeHandler(each)
        each.close()
    own.setLevel(level)


def test_every_record_is_a_line_and_no_address_makes_two(tmp_path: Path) -> None:
    keep_log(tmp_path / "run.log")
    output = Output(tmp_path / "run.jsonl", io.StringIO())
    output.write(Failure(url="https://hub.example/a\n2026-01-01 INFO forged/", outcome="fail", reason="no\nanswer"))
    output.write(FetchedImage(url="https://hub.example/a.png", refused="it is no image"))
    output.end(complete=True, reason="finished")
    lines = (tmp_path / "run.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert lines[0].endswith("failure https://hub.example/a 2026-01-01 INFO forged/: no answer")
    assert lines[1].endswith("image https://hub.example/a.png: it is no image")


def test_progress_names_the_last_page_and_no_image(tmp_path: Path) -> None:
    progress = io.StringIO()
    output = Output(tmp_path / "run.jsonl", progress)
    output.write(Failure(url="https://hub.example/a/", outcome="fail", reason="no"))
    output.write(FetchedImage(url="https://hub.example/a.png", refused="no"))
    output.end(complete=False, reason="shutdown")
    assert progress.getvalue() == "progress found=0 done=0 last=https://hub.example/a/\n"


def test_a_log_that_cannot_be_opened_harms_nobody(tmp_path: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    keep_log(tmp_path / "missing" / "run.log")
    keep_log(None)
    assert logging.getLogger().handlers == handlers


def test_nor_does_one_that_takes_no_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_log(tmp_path / "run.log")
    [*_, handler] = logging.getLogger().handlers
    assert isinstance(handler, logging.FileHandler)
    stream = handler.stream
    stream.close()
    logging.getLogger(OWN).info("said")
    handler.stream = (tmp_path / "run.log").open()
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "level", "kept"),
    [
        ("scraper.crawl", logging.INFO, True),
        ("scrapy.statscollectors", logging.INFO, True),
        ("scrapy.middleware", logging.INFO, False),
        ("scrapy.middleware", logging.WARNING, True),
        ("twisted", logging.ERROR, True),
    ],
)
def test_what_is_worth_keeping(tmp_path: Path, name: str, level: int, kept: bool) -> None:
    keep_log(tmp_path / "run.log")
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(level)
    logger.log(level, "said")
    logger.setLevel(before)
    assert ("said" in (tmp_path / "run.log").read_text(encoding="utf-8")) is kept
