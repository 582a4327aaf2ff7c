"""A real run by command with LOG_FORMAT=json: what its process and the crawl's say, line by line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from articles.sync.crawl_log import pass_on
from scraper.log import LINE
from tests.commands import manage, ran
from tests.scraper.hub_server import hub_server, page, sitemap

SECRET = "q7s2w9"


def lines_of(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


@pytest.fixture(scope="module")
def prepared(migrated_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation."""
    var = Path(shutil.copytree(migrated_var, tmp_path_factory.mktemp("prepared") / "var"))
    environment = {"GLEANER_VAR": str(var)}
    manage(environment, "shell", "-v", "0", "-c", "from articles.site import *; prepare_site('Hub', 'localhost', 80)")
    return var


@pytest.fixture
def environment(prepared: Path, tmp_path: Path) -> dict[str, str]:
    shutil.copytree(prepared, tmp_path / "var")
    return {"GLEANER_VAR": str(tmp_path / "var"), "LOG_FORMAT": "json"}


def test_every_line_of_a_run_is_an_object_that_says_what_it_is_about(environment: dict[str, str]) -> None:
    with hub_server() as server:
        addresses = [server.at(f"/hub/{name}/") for name in ("one", "two")]
        server.routes |= {
            "/sitemap.xml": sitemap(*addresses),
            "/hub/": page("The hub"),
            "/hub/one/": page("One"),
            "/hub/two/": page("Two"),
        }
        manage(environment, "sources", "add", "hub", server.at("/hub/"), "--allow-private")
        result = ran(environment, "scrape", "hub")
    assert result.returncode == 0, result.stderr
    events = lines_of(result.stderr)
    assert {(each["run"], each["source"]) for each in events} == {(1, "hub")}
    crawled = {each["article"] for each in events if each["logger"] == "scraper.crawl" and "article" in each}
    written = {each["article"] for each in events if each["event"] == "create"}
    assert crawled == written == set(addresses)
    [end] = [each for each in events if each["event"] == "the run ended: done"]
    assert end["counts"] == {"create": 2}


def test_what_breaks_a_command_is_one_line(environment: dict[str, str]) -> None:
    program = "import logging; 1 / 0"
    result = ran(environment, "shell", "-v", "0", "-c", program)
    [event] = lines_of(result.stderr)
    assert (event["level"], event["event"]) == ("critical", "ZeroDivisionError: division by zero")
    assert "Traceback" in event["exception"]


def test_a_source_that_fails_tells_no_secret(environment: dict[str, str]) -> None:
    address = f"http://127.0.0.1:9/hub/?access_token={SECRET}"
    manage(environment, "sources", "add", "hub", address, "--allow-private")
    result = ran(environment, "scrape", "hub")
    assert "access_token=***" in result.stderr
    assert SECRET not in result.stderr
    log = (Path(environment["GLEANER_VAR"]) / "crawls" / "hub" / "run-1.log").read_text(encoding="utf-8")
    assert SECRET not in log


def test_a_form_that_is_none(tmp_path: Path) -> None:
    result = ran({"GLEANER_VAR": str(tmp_path), "LOG_FORMAT": "xml"}, "check")
    assert "LOG_FORMAT is 'xml'; it takes: text, json" in result.stderr


@pytest.mark.parametrize("line", ["Traceback\n", LINE + "{no json\n", LINE + "[]\n", LINE + '{"event": "x"}\n'])
def test_a_line_that_is_none_of_the_log_stays_what_it_is(line: str) -> None:
    assert pass_on(line) == line


def test_a_line_of_the_crawl_is_said_in_our_log_with_its_level(caplog: pytest.LogCaptureFixture) -> None:
    event = {"event": "it broke", "level": "error", "logger": "scraper.x", "run": 3, "exception": "Traceback: x"}
    assert pass_on(LINE + json.dumps(event)) == "it broke\nTraceback: x\n"
    [record] = caplog.records
    assert (record.name, record.levelname, record.getMessage()) == ("scraper.x", "ERROR", "it broke")
    assert record.said == {"run": 3, "exception": "Traceback: x"}  # type: ignore[attr-defined]
