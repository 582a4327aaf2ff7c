"""Two runs of a source that are started at once, as two processes: one runs, the other says why it does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.articles.sync.faults.prepared import PROJECT, Prepared
from tests.scraper.hub_server import HubServer, hub_server
from tests.waiting import wait_until


def scrape(folder: Path) -> subprocess.Popen[str]:
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'hub.sqlite3'}",
        "GLEANER_VAR": str(folder),
        "LOG_LEVEL": "ERROR",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "scrape", "hub", "--url", address_of(folder)],
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "cms.settings", "SECRET_KEY": "tests only"},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(folder: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "hub.sqlite3") as database:
        return database.execute(sql, values).fetchall()


def address_of(folder: Path) -> str:
    return f"{rows(folder, 'SELECT address FROM articles_source')[0][0]}one/"


def hanging(server: HubServer, prepared: Prepared, folder: Path) -> None:
    """The prepared hub, its source on a server that keeps whoever asks waiting."""
    shutil.copytree(prepared.folder / "hub", folder)
    server.routes = {"/hub/one/": server.hang}
    rows(folder, "UPDATE articles_source SET address = ?, allow_private = 1", server.at("/hub/"))


def test_one_runs_and_the_other_says_so(prepared_hub: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    with hub_server() as server:
        hanging(server, prepared_hub, folder)
        before = rows(folder, "SELECT count(*) FROM articles_syncrun")[0][0]
        both = [scrape(folder), scrape(folder)]
        [loser] = wait_until(lambda: [each for each in both if each.poll() is not None], "the one that says no")
        [winner] = [each for each in both if each is not loser]
        said = loser.communicate()
        winner.terminate()
        winner.communicate()
    assert loser.returncode == 1
    assert said[0] == ""
    [sentence] = said[1].strip().splitlines()
    assert sentence.startswith("CommandError: hub: run ")
    assert "is running since" in sentence or "waits for a worker since" in sentence
    [(count, status)] = rows(folder, "SELECT count(*), min(status) FROM articles_syncrun WHERE id > ?", before)
    assert (count, status) == (1, "killed"), "the loser left a row, or the winner none"
