"""What all of Gleaner's commands do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TALKER = """
import django
django.setup()
from articles.management.base import HubCommand

class Talker(HubCommand):
    requires_system_checks = []

    def handle(self, **options):
        for number in range(100_000):
            self.stdout.write(f"line {number}")

Talker().run_from_argv(["manage.py", "talk"])
"""


def test_a_reader_who_has_seen_enough_ends_the_command_without_a_trace() -> None:
    talking = subprocess.Popen(
        [sys.executable, "-c", TALKER],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert talking.stdout is not None
    assert talking.stderr is not None
    assert talking.stdout.readline() == "line 0\n"
    talking.stdout.close()
    assert (talking.stderr.read(), talking.wait(timeout=60)) == ("", 141)
    talking.stderr.close()
