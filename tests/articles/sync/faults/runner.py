"""A process with a database of its own that is killed at chosen moments of a run, as often as one asks.

`python -m tests.articles.sync.faults.runner prepare FOLDER MIGRATED` makes the hub and runs it undisturbed;
`… kill FOLDER NUMBER…` kills a run at each of those moments, lets the next run end, and says what is different then;
`… trouble FOLDER NAME NUMBER` does the same with one of the troubles in place of a kill.
It forks, for Django takes seconds to start.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Source, SyncRun  # noqa: E402
from articles.sync import run as running  # noqa: E402
from articles.sync import session  # noqa: E402
from articles.sync.claim import bury_dead_runs  # noqa: E402
from scraper.records import End, record_line  # noqa: E402
from tests.articles.sync.faults import scenario  # noqa: E402
from tests.articles.sync.faults.points import Points  # noqa: E402
from tests.articles.sync.faults.state import differences, state  # noqa: E402
from tests.articles.sync.faults.troubles import TROUBLES  # noqa: E402

LATER = timedelta(minutes=3)
"""After so long without a sign of life a run counts as killed."""


@dataclass(frozen=True)
class Place:
    """Where one copy of the hub stands."""

    folder: Path

    def use(self) -> None:
        """From now on this process works here."""
        connection.settings_dict["NAME"] = str(self.folder / "hub.sqlite3")
        settings.GLEANER_CRAWLS = self.folder / "crawls"

    def copy_to(self, folder: Path) -> Place:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Place(folder)


class Broken(Exception):
    """The work in a process of its own raised something. Raised by `forked`; the message is its trace."""


def forked(work: Callable[[], Any]) -> tuple[int, Any]:
    """Do the work in a process of its own; the signal that ended it, and what the work gave back."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "w", encoding="utf-8") as answer:
                try:
                    json.dump(work(), answer)
                    code = 0
                except BaseException:
                    answer.write(traceback.format_exc())
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise Broken(said)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return killed, None if killed else json.loads(said)


def run(points: Points) -> Any:
    """One run of the scenario's edition; the moments that it passed, and what it counted."""

    def crawl(_spec: Any, files: Any, progress: Callable[[int, int], None], *_source: Any) -> str:
        with files.records.open("w", encoding="utf-8") as lines:
            for done, record in enumerate([*scenario.edition(), End(complete=True, reason="finished")]):
                line = record_line(record) + "\n"
                lines.write(line[: len(line) // 2])
                lines.flush()
                points.pass_by("half a line")
                lines.write(line[len(line) // 2 :])
                lines.flush()
                progress(done, done)
        points.phase = "plan"
        return ""

    def write_pages(*arguments: Any, **options: Any) -> Any:
        points.phase = "apply"
        return write(*arguments, **options)

    write = session.write_pages
    session.write_pages = write_pages
    running.crawl = crawl
    points.watch_database()
    report = running.run_source(running.request_run(Source.objects.get(), SyncRun.Trigger.COMMAND))
    return {"passed": list(points.passed), "status": report.status, "counts": report.counts}


def after() -> dict[str, Any]:
    """The hub once the killed run is known to be over and the next one has come to its end."""
    bury_dead_runs(now=timezone.now() + LATER)
    if scenario.has_run():  # it was killed when all was said
        return state()
    run(Points())
    return state()


def prepare(folder: Path, migrated: Path) -> None:
    def make() -> None:
        place.use()
        scenario.prepare()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    place = Place(folder / "hub")
    place.folder.mkdir(parents=True)
    shutil.copy(migrated / "gleaner.sqlite3", place.folder / "hub.sqlite3")
    forked(make)
    copy = place.copy_to(folder / "undisturbed")

    def undisturbed() -> Any:
        copy.use()
        return {"run": run(Points()), "state": state()}

    _, said = forked(undisturbed)
    (folder / "undisturbed.json").write_text(json.dumps(said), encoding="utf-8")


def kill(folder: Path, numbers: list[int]) -> None:
    expected = json.loads((folder / "undisturbed.json").read_text(encoding="utf-8"))["state"]
    for number in numbers:
        place = Place(folder / "hub").copy_to(folder / f"killed-{number}")

        def killed(place: Place = place, number: int = number) -> Any:
            place.use()
            return run(Points(at=number))

        def again(place: Place = place) -> Any:
            place.use()
            return after()

        by, _ = forked(killed)
        try:
            _, found = forked(again)
            wrong = differences(expected, found)
        except Broken as error:
            wrong = [str(error)[-1000:]]
        said = {"point": number, "killed": by == signal.SIGKILL, "different": wrong}
        print(json.dumps(said), flush=True)  # noqa: T201
        shutil.rmtree(place.folder)


def trouble(folder: Path, name: str, moment: int) -> None:
    expected = json.loads((folder / "undisturbed.json").read_text(encoding="utf-8"))["state"]
    place = Place(folder / "hub").copy_to(folder / f"{name}-{moment}")

    def troubled() -> Any:
        place.use()
        act = TROUBLES[name]
        try:
            return {"error": "", **run(Points(at=moment, act=lambda: act(place.folder / "hub.sqlite3")))}
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def again() -> Any:
        place.use()
        left = SyncRun.objects.order_by("-pk").values("status", "message").first()
        return {"left": left, "state": after()}

    _, first = forked(troubled)
    _, then = forked(again)
    # What failed was said, and has been made good since.
    wrong = [each for each in differences(expected, then["state"]) if not each.startswith("/reported")]
    print(json.dumps({"error": first["error"], "left": then["left"], "different": wrong}))  # noqa: T201
    shutil.rmtree(place.folder)


def main(command: str, folder: str, *more: str) -> None:
    match command:
        case "prepare":
            prepare(Path(folder), Path(more[0]))
        case "kill":
            kill(Path(folder), [int(each) for each in more])
        case "trouble":
            trouble(Path(folder), more[0], int(more[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
