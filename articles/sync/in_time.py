"""Whether a page can be read with a profile in the time of somebody who waits.

A profile's regular expressions are written by people, and one may take for ever on some text: it would hold a thread of
the site for good. So what has any is read by a process of its own first, which can be ended.
"""

from __future__ import annotations

import json
import subprocess
import sys

from articles.sync.scraper_process import PROJECT, inherited
from scraper.profile import SourceProfile

PATIENCE = 8.0
"""Seconds; a page takes one at most, the start of the process included."""


class TooSlow(Exception):
    """The page was not read in time. Raised by `refuse_if_slow`; an expression of the profile is to blame."""


def refuse_if_slow(page: str, url: str, hub: str, profile: SourceProfile, *, patience: float = PATIENCE) -> None:
    if not (profile.include or profile.exclude or profile.role_headings):
        return
    asked = {"page": page, "url": url, "hub": hub, "profile": profile.to_dict()}
    try:
        subprocess.run(
            [sys.executable, "-m", "scraper.trial"],
            input=json.dumps(asked),
            cwd=PROJECT,
            env=inherited(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(f"the page was not read within {patience:.0f} seconds") from error
