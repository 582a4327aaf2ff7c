"""A line of the log: one object, one line, and nothing in it that lets somebody in."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

import pytest
import structlog

from scraper.log_lines import CarefulFormatter, hide_secrets, in_one_line, json_lines, readable_lines, said


def record(words: str, *arguments: Any, level: int = logging.INFO, **options: Any) -> logging.LogRecord:
    return logging.getLogger("hub").makeRecord(
        "hub", level, "here.py", 1, words, arguments, options.pop("exc_info", None), extra=options.pop("extra", None)
    )


def test_a_line_is_one_object_with_what_it_is_about() -> None:
    with structlog.contextvars.bound_contextvars(run=7, source="hub"):
        line = json_lines().format(record("two\nlines %s", "of it", extra=said(article="https://hub.example/a/")))
    assert "\n" not in line
    event = json.loads(line)
    assert list(event)[:4] == ["time", "level", "logger", "event"]
    assert (event["event"], event["level"], event["logger"]) == ("two\nlines of it", "info", "hub")
    assert (event["run"], event["source"], event["article"]) == (7, "hub", "https://hub.example/a/")


def failure() -> Any:
    try:
        raise ValueError("it broke at https://me:word@hub.example/")
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_an_exception_is_part_of_its_line() -> None:
    line = json_lines().format(record("broken", level=logging.ERROR, exc_info=failure()))
    assert "\n" not in line
    assert "ValueError: it broke at https://***@hub.example/" in json.loads(line)["exception"]


def test_a_person_reads_when_how_bad_who_what_and_about_what() -> None:
    with structlog.contextvars.bound_contextvars(run=7):
        line = readable_lines().format(record("broken", level=logging.ERROR, exc_info=failure()))
    first, *trace = line.splitlines()
    assert first[19:] == " ERROR hub: broken [run=7]"
    assert trace[0].startswith("Traceback")


def test_what_went_wrong_is_one_line_without_secrets() -> None:
    assert in_one_line(OSError("no answer of\n  postgres://hub:word@db/gleaner")) == (
        "OSError: no answer of postgres://***@db/gleaner"
    )
    assert in_one_line(ConnectionRefusedError()) == "ConnectionRefusedError"
    assert in_one_line("550 no\r\nsuch token=abc") == "550 no such token=***"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://hub.example/?page=2&token=abc&x=1", "https://hub.example/?page=2&token=***&x=1"),
        ("https://hub.example/?api_key=abc#top", "https://hub.example/?api_key=***#top"),
        ("X-Amz-Signature=0af and more", "X-Amz-Signature=*** and more"),
        ("postgres://hub:word@db/gleaner", "postgres://***@db/gleaner"),
        ("Authorization: Bearer abcdefghijk", "Authorization: Bearer ***"),
        ("whsec_MfKQ9r8GKYqrTwjU", "whsec_***"),
        ("?my-key=abc&-token=abc&a.secret-b=abc", "?my-key=***&-token=***&a.secret-b=***"),
        ("from -https://me:word@hub.example/", "from -https://***@hub.example/"),
        ("https://hub.example/?author=ada&monkeys=2", "https://hub.example/?author=ada&monkeys=2"),
        ("the exit code=2, a keyboard, a basic word", "the exit code=2, a keyboard, a basic word"),
    ],
)
def test_what_lets_somebody_in_is_hidden(text: str, shown: str) -> None:
    assert hide_secrets(text) == shown
    assert json.loads(json_lines().format(record("%s", text)))["event"] == shown
    assert CarefulFormatter("%(message)s").format(record("%s", text)) == shown


def test_and_so_is_a_value_by_its_name() -> None:
    line = json_lines().format(record("x", extra=said(password="word", nested={"api_token": "abc", "ok": ["a"]})))
    event = json.loads(line)
    assert (event["password"], event["nested"]) == ("***", {"api_token": "***", "ok": ["a"]})


@pytest.mark.parametrize("part", ["a-", "token-", "a:", "a.://"])
def test_a_long_line_costs_no_more_than_its_length(part: str) -> None:
    """In a process of its own, for an expression that goes back and forth cannot be broken off."""
    clean = f"from scraper.log_lines import hide_secrets; hide_secrets({part!r} * 100_000)"
    subprocess.run([sys.executable, "-c", clean], check=True, timeout=60)
