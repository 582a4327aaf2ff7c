"""`python -m scraper.links LINKS.json OUT.jsonl`: ask for every link once, one host at a time, and tell the answers."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from scraper.building import ContractError
from scraper.crawling import Crawling
from scraper.links.answers import LinkAnswer, LinksSpec
from scraper.links.spider import MOST_READ, LinkSpider
from scraper.safety import ALLOW_PRIVATE, HOST_FAMILY
from scraper.settings import BOUNDS, SAFETY, SettingsError, crawl_timeout, user_agent

EXIT_UNUSABLE = 2


class EveryHost:
    """In place of a source's hosts: links lead anywhere. Private networks are refused all the same."""

    def holds(self, _address: str) -> bool:
        return True


def link_settings(spec: LinksSpec) -> dict[str, Any]:
    return {
        ALLOW_PRIVATE: spec.allow_private,
        HOST_FAMILY: EveryHost(),
        **SAFETY,
        **BOUNDS,
        "DOWNLOADER_MIDDLEWARES": {
            name: place
            for name, place in SAFETY["DOWNLOADER_MIDDLEWARES"].items()
            if not name.startswith(("scraper.cache", "scraper.credentials"))
        },
        "DOWNLOAD_TIMEOUT": crawl_timeout(),
        "USER_AGENT": user_agent(),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Gleaner",
        # Many hosts at once, each as a patient reader would ask it.
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": spec.delay,
        "DOWNLOAD_MAXSIZE": MOST_READ,
        "HTTPCACHE_ENABLED": False,
        "RETRY_TIMES": 1,
        "DEPTH_LIMIT": 0,
        "LOG_LEVEL": "ERROR",
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scraper.links",
        description="Ask whether links still lead where they did, and write the answers as JSON Lines.",
        epilog='LINKS.json is an object with "urls" and, where wanted, "delay" (seconds between two requests to one '
        'host, 1 if not given) and "allow_private".',
    )
    parser.add_argument("links", type=Path, metavar="LINKS.json", help="what to ask for")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl", help="where the answers go; replaced if it is there")
    parser.add_argument("--with-parent", type=int, metavar="PID", help="stop when this process is gone")
    options = parser.parse_args(arguments)
    try:
        spec = LinksSpec.from_dict(json.loads(options.links.read_text(encoding="utf-8")))
        settings = link_settings(spec)
        out = options.out.open("w", encoding="utf-8", buffering=1, errors="replace")
    except (OSError, ValueError, ContractError, SettingsError) as error:
        sys.stderr.write(f"error: {options.links}: {error}\n")
        return EXIT_UNUSABLE
    with out:
        check(spec, settings, out, options.with_parent)
    return 0


def check(spec: LinksSpec, settings: dict[str, Any], out: Any, parent: int | None) -> None:
    done = 0

    def tell(told: LinkAnswer) -> None:
        nonlocal done
        done += 1
        out.write(told.line() + "\n")
        sys.stderr.write(f"progress found={len(spec.urls)} done={done}\n")

    Crawling(settings, parent=parent, log=None).run(LinkSpider, urls=spec.urls, tell=tell)


if __name__ == "__main__":
    sys.exit(main())
