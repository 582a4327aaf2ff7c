"""`python -m scraper.trial`: read a page with a profile and say nothing: who asks wants to know that it ends in time.

Standard input is JSON: "page", "url", "hub" (empty where none is known) and "profile". An expression in a profile may
take for ever on some text, and nothing inside a process can end it: this process is there to be ended. Whether the page
gives an article does not matter here.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys

from scraper.addresses import AddressError
from scraper.parsing.explain import explain_article
from scraper.profile import SourceProfile
from scraper.spiders.scope import Scope

MOST_SECONDS = 20
"""Of computing: the end of a trial whose asker was killed before it could end it."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    asked = json.load(sys.stdin)
    profile = SourceProfile.from_dict(asked["profile"])
    if asked["hub"]:
        with contextlib.suppress(AddressError):
            Scope(asked["hub"], profile).articles([asked["url"]])
    # What the page does to the parser is told by who reads it next.
    with contextlib.suppress(Exception):
        explain_article(asked["page"], asked["url"], profile)


if __name__ == "__main__":
    main()
