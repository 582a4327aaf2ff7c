"""`manage.py doctor`: what is wrong with this installation, and how to mend it, on one page."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from articles.management.base import HubCommand
from articles.watching.doctor.examine import examine
from articles.watching.doctor.finding import OK, WARNING, WRONG, Finding

MARKS = {WRONG: "✗ wrong", WARNING: "! warning", OK: "✓ ok"}


class Command(HubCommand):
    help = (
        "Look at settings, database, files, processes, runs, sources and what alerts are sent with, and say of each "
        "how it is and how to mend it. Nothing is changed. The exit code is 1 where something is wrong, else 0."
    )
    epilog = """\
examples:
  manage.py doctor                what is wrong first, then warnings, then what is well
  manage.py doctor --json         the same for scripts: {"status": …, "findings": [{name, state, words, mend}]}
"""
    requires_system_checks = ()  # they are part of what is looked at

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, json: bool, **options: Any) -> None:
        findings = examine()
        state = next((each for each in (WRONG, WARNING) if any(found.state == each for found in findings)), OK)
        if json:
            self.stdout.write(_as_json(state, findings))
        else:
            for each in (WRONG, WARNING, OK):
                self.say(each, [found for found in findings if found.state == each])
            self.stdout.write(_sum(findings))
        if state == WRONG:
            sys.exit(1)

    def say(self, state: str, findings: list[Finding]) -> None:
        for each in findings:
            self.stdout.write(f"{MARKS[state]:<10} {each.name}: {each.words}")
            if each.mend:
                self.stdout.write(f"{'':<10} → {each.mend}")


def _as_json(state: str, findings: list[Finding]) -> str:
    return json.dumps({"status": state, "findings": [each.to_dict() for each in findings]}, ensure_ascii=False)


def _sum(findings: list[Finding]) -> str:
    numbers = {state: sum(each.state == state for each in findings) for state in (WRONG, WARNING, OK)}
    return f"\n{numbers[WRONG]} wrong, {numbers[WARNING]} warnings, {numbers[OK]} well."
