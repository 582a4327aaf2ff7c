"""`make lighthouse`: let Lighthouse judge the readers' pages of the sample hub, and write docs/lighthouse.md.

Skipped where Node or a Chromium is missing. Node fetches Lighthouse by itself, in the version named here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests import machine
from tests.conftest import QUIET, find_browser
from tests.running_site import ARTICLE, COMPARED_ROLES, ROLE, running_site
from tests.sample_hub import PROJECT

LIGHTHOUSE = "lighthouse@12.8.2"
DOCUMENT = PROJECT / "docs/lighthouse.md"
PAGES = {
    "home": "/",
    "list": "/all-articles/",
    "article": ARTICLE,
    "area of study": "/areas-of-study/engineering/",
    "roles": "/roles/",
    "role": ROLE,
    "compare roles": COMPARED_ROLES,
    "programs": "/programs/",
    "compare programs": "/programs/compare/?program=1&program=2",
}
JUDGED = ("performance", "accessibility", "best-practices", "seo")
GOAL = 100
TURNS = 3
"""The middle one counts: what else the machine does weighs on one."""
ATTEMPTS = 3
"""At a turn: now and then Lighthouse loses the browser's trace, and asks to be run again."""


def main() -> int:
    browser = find_browser()
    if shutil.which("npx") is None or browser is None:
        print("skipped: Lighthouse needs Node (npx) and a Chromium")  # noqa: T201 - the output is the product
        return 0
    with TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        scores = {page: judge(site + path, browser, Path(folder)) for page, path in PAGES.items()}
    for page, found in scores.items():
        print(f"lighthouse: {page} " + " ".join(f"{name}={score}" for name, score in found.items()))  # noqa: T201
    write_document(scores)
    return 0 if all(score >= GOAL for found in scores.values() for score in found.values()) else 1


def judge(address: str, browser: str, folder: Path) -> dict[str, int]:
    """Of each kind of judgement the middle score of all turns."""
    turns = [one_turn(address, browser, folder / "report.json") for _turn in range(TURNS)]
    return {name: round(median(turn[name] for turn in turns) * 100) for name in JUDGED}


def one_turn(address: str, browser: str, report: Path) -> dict[str, float]:
    flags = f"--chrome-flags=--headless=new {' '.join(QUIET)}"
    told = ("--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(JUDGED)}", flags)
    command = ("npx", "--yes", LIGHTHOUSE, address, *told)
    surroundings = {**os.environ, "CHROME_PATH": browser}
    for attempt in range(1, ATTEMPTS + 1):
        done = subprocess.run(command, check=attempt == ATTEMPTS, env=surroundings, stdout=subprocess.DEVNULL)
        if done.returncode == 0:
            break
    categories: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: categories[name]["score"] for name in JUDGED}


def write_document(scores: dict[str, dict[str, int]]) -> None:
    lines = [
        "# Lighthouse",
        "",
        f"Written by `make lighthouse` on {datetime.now(UTC):%Y-%m-%d}: {LIGHTHOUSE}, {machine.size()}. "
        f"The sample hub as `make run` serves it, judged as Lighthouse does unasked: on a phone with "
        f"a slow line. The middle one of {TURNS} turns; the goal is {GOAL} everywhere.",
        "",
        f"| page | {' | '.join(JUDGED)} |",
        f"|---|{'---|' * len(JUDGED)}",
    ]
    lines += [f"| {page} | {' | '.join(str(found[name]) for name in JUDGED)} |" for page, found in scores.items()]
    DOCUMENT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
