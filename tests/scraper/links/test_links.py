"""Links are asked for over real HTTP, once each, politely, and never inside the machine's own network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scraper.links.answers import LinkAnswer, read_answers
from scraper.links.spider import answer
from tests.scraper.crawling import ROOT
from tests.scraper.hub_server import HTML, HubServer, endless, hub_server, page, redirect

LONGEST = 60


def check(folder: Path, urls: list[str], **spec: Any) -> dict[str, LinkAnswer]:
    """Address to what the real command says of it."""
    links, out = folder / "links.json", folder / "out.jsonl"
    links.write_text(json.dumps({"urls": urls, "allow_private": True, "delay": 0.0, **spec}), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "scraper.links", str(links), str(out)],
        cwd=ROOT,
        env={**os.environ, "GLEANER_CRAWL_TIMEOUT": "2"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return {each.url: each for each in read_answers(out)}


def by_method(head: int, whole: int) -> Any:
    return lambda asked: ((head if asked.method == "HEAD" else whole), HTML, b"x")


ROUTES: dict[str, Any] = {
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /closed"),
    "/here": page(),
    "/moved": redirect("/here"),
    "/for-now": redirect("/here", 302),
    "/twice": redirect("/moved", 308),
    "/circle": redirect("/circle"),
    "/to-a-file": redirect("file:///etc/passwd"),
    "/no-head": by_method(405, 200),
    "/lying-head": by_method(404, 200),
    "/gone": (410, HTML, b""),
    "/shy": (403, HTML, b""),
    "/ill": (502, HTML, b""),
    "/closed": page(),
    "/endless": lambda asked: (405, HTML, b"") if asked.method == "HEAD" else (200, HTML, endless(20)),
}
STATES = {
    "/here": "ok",
    "/moved": "redirected",
    "/for-now": "ok",
    "/twice": "redirected",
    "/circle": "broken",
    "/to-a-file": "broken",
    "/no-head": "ok",
    "/lying-head": "ok",
    "/gone": "broken",
    "/nowhere": "broken",
    "/shy": "unknown",
    "/ill": "unreachable",
    "/hangs": "unreachable",
    "/closed": "unknown",
    "/endless": "ok",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with hub_server(ROUTES) as hub:
        hub.routes["/hangs"] = hub.hang
        answers = check(tmp_path_factory.mktemp("links"), [hub.at(path) for path in STATES])
        yield hub, answers


@pytest.mark.parametrize(("path", "state"), STATES.items())
def test_what_becomes_of_a_link(told: tuple[HubServer, dict[str, LinkAnswer]], path: str, state: str) -> None:
    hub, answers = told
    found = answers[hub.at(path)]
    assert (found.state, path) == (state, path), found
    assert (found.location == hub.at("/here")) is (state == "redirected")


def test_a_head_is_enough_where_it_is_understood(told: tuple[HubServer, Any]) -> None:
    hub, _answers = told
    assert {each.method for each in hub.asked if each.path == "/here"} == {"HEAD"}
    assert [each for each in hub.asked if each.path == "/closed"] == []


def test_private_addresses_are_refused_also_behind_a_redirect(tmp_path: Path) -> None:
    with hub_server({"/here": page()}) as hub:
        urls = [hub.at("/here"), f"http://2130706433:{hub.port}/here", f"http://[::1]:{hub.port}/here"]
        answers = check(tmp_path, urls, allow_private=False)
        assert {each.state for each in answers.values()} == {"broken"}
        assert all("private" in each.reason for each in answers.values())
        assert hub.asked == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://", "https://a b.example/", "nothing", "ftp://h.example/"]
)
def test_what_is_no_address_is_broken_and_the_rest_goes_on(tmp_path: Path, url: str) -> None:
    with hub_server({"/here": page()}) as hub:
        answers = check(tmp_path, [url, hub.at("/here")])
    assert answers[url].state in ("broken", "unreachable"), answers[url]
    assert answers[hub.at("/here")].state == "ok"


def test_every_link_is_asked_once(tmp_path: Path) -> None:
    with hub_server({"/here": page()}) as hub:
        check(tmp_path, [hub.at("/here")] * 3)
        assert [each.path for each in hub.asked if each.path == "/here"] == ["/here"]


def test_a_specification_that_is_none_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text('{"urls": 3}', encoding="utf-8")
    command = [sys.executable, "-m", "scraper.links", str(tmp_path / "links.json"), str(tmp_path / "out.jsonl")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert result.returncode == 2
    assert "urls" in result.stderr


@pytest.mark.parametrize(
    ("status", "moved", "state"),
    [
        (200, None, "ok"),
        (204, None, "ok"),
        (404, "https://b.example/", "broken"),
        (999, None, "unknown"),
        (0, None, "unreachable"),
    ],
)
def test_the_last_status_decides(status: int, moved: str | None, state: str) -> None:
    assert answer("https://a.example/", status, moved).state == state


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    line = LinkAnswer(url="https://a.example/", state="ok").line()
    (tmp_path / "out.jsonl").write_text(f"{line}\n{line[:20]}", encoding="utf-8")
    assert [each.url for each in read_answers(tmp_path / "out.jsonl")] == ["https://a.example/"]
