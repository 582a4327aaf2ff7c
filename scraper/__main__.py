"""`python -m scraper SOURCE.json OUT.jsonl`: crawl or replay one source into a file of records, or help with one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scraper.addresses import AddressError, normalise
from scraper.building import ContractError
from scraper.crawling import FINISHED, Crawling
from scraper.credentials import VARIABLE as CREDENTIALS_VARIABLE
from scraper.log import keep_log, tell_parent
from scraper.output import Output
from scraper.profile import ProfileError
from scraper.replay import replay
from scraper.settings import CONTACT_VARIABLE, DEFAULT_TIMEOUT, TIMEOUT_VARIABLE, SettingsError, crawl_settings
from scraper.source import SourceSpec
from scraper.spiders.hub import HubSpider
from scraper.stopping import StopWish

EXIT_ALL_WELL, EXIT_WITH_FAILURES, EXIT_UNUSABLE = 0, 1, 2

EPILOG = f"""\
SOURCE.json is an object with "slug" and "address", and, where wanted, "profile", "allow_private", "urls", "limit",
"cache_folder", "known", "expected", "image_folder", "largest_image", "known_images", "wanted_images", "images_only"
and "download_delay"; scraper/source.py says what each means.

OUT.jsonl gets one record a line, as it is found: "article", "not_modified", "failure", "unlisted", "image", and "end"
as the last.
Standard error gets lines like "progress found=25 done=12 last=https://example.edu/articles/one/".

environment:
  {TIMEOUT_VARIABLE}  seconds to wait for one answer (default {DEFAULT_TIMEOUT:g})
  {CONTACT_VARIABLE}        address or mailbox, sent along so that the source's people know whom to ask
  {CREDENTIALS_VARIABLE}    what the source's own host is told of who asks, such as "Bearer TOKEN"
  REDIS_URL              where the processes of a shared crawl meet

exit code:
  0  every address gave an article or is not modified
  1  there were failures, which stand in OUT.jsonl, or the crawl was stopped, or the disk is full
  2  SOURCE.json or OUT.jsonl cannot be used, or Redis cannot
  3  a helper found all places of the crawl taken
"""


class UnusableSource(Exception):
    """SOURCE.json cannot be crawled. Raised by `read_source`; the message is one sentence."""


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.join:
        return join(options)
    if options.source is None or options.out is None:
        _parser().error("SOURCE.json and OUT.jsonl are missing")
    try:
        spec = read_source(options.source, replaying=options.replay)
        settings = crawl_settings(spec, verbose=options.verbose)
        output = Output(options.out)
    except (UnusableSource, SettingsError) as error:
        sys.stderr.write(f"error: {error}\n")
        return EXIT_UNUSABLE
    except OSError as error:
        sys.stderr.write(f"error: {options.out} cannot be written: {error.strerror}\n")
        return EXIT_UNUSABLE
    if options.replay:
        keep_log(options.log)
        tell_parent()
        wish = StopWish(options.with_parent)
        output.on_broken = wish.stop
        reason = replay(spec, output, stopped=wish)
    elif options.share:
        try:
            reason = share(spec, output, options)
        except UnusableSource as error:
            sys.stderr.write(f"error: {error}\n")
            return EXIT_UNUSABLE
    else:
        reason = crawl(spec, output, settings, parent=options.with_parent, log=options.log)
    if output.broken:
        sys.stderr.write(f"error: {output.broken}\n")
        return EXIT_WITH_FAILURES
    return EXIT_ALL_WELL if reason == FINISHED and not output.failures else EXIT_WITH_FAILURES


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scraper",
        description="Crawl one article hub and write what its articles say as JSON Lines.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, nargs="?", metavar="SOURCE.json", help="what to crawl")
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT.jsonl", help="where the records go; replaced if it is there"
    )
    parser.add_argument(
        "--replay",
        action="store_true",
        help='parse the stored responses of the source\'s "urls", or of its "expected", again and ask nothing',
    )
    parser.add_argument(
        "--with-parent", type=int, metavar="PID", help="stop when this process, which started the crawl, is gone"
    )
    parser.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="where every address and what Scrapy says goes; replaced if it is there",
    )
    parser.add_argument("--share", metavar="KEY", help="lead a crawl that others join by this key; needs REDIS_URL")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="how many share it at the most")
    parser.add_argument("--join", metavar="KEY", help="help with the crawl of this key; needs REDIS_URL, and no file")
    parser.add_argument("--cache", metavar="FOLDER", help="where a helper stores responses")
    parser.add_argument("--verbose", action="store_true", help="also log every request to standard error")
    return parser


def read_source(path: Path, *, replaying: bool = False) -> SourceSpec:
    """The specification in a file."""
    try:
        spec = SourceSpec.from_dict(json.loads(path.read_text(encoding="utf-8")))
        normalise(spec.address)
    except OSError as error:
        raise UnusableSource(f"{path} cannot be read: {error.strerror}") from error
    except AddressError as error:
        raise UnusableSource(f"{path}: source.address: {error}") from error
    except (ContractError, ProfileError) as error:
        raise UnusableSource(f"{path}: {error}") from error
    except ValueError as error:
        raise UnusableSource(f"{path} is no JSON: {error}") from error
    if spec.limit is not None and spec.limit < 1:
        raise UnusableSource(f"{path}: source.limit: {spec.limit} is not 1 or more")
    if spec.download_delay < 0:
        raise UnusableSource(f"{path}: source.download_delay: {spec.download_delay:g} is below 0")
    if spec.largest_image < 1:
        raise UnusableSource(f"{path}: source.largest_image: {spec.largest_image} is not 1 or more")
    for name in ("cache_folder", "image_folder"):
        folder = getattr(spec, name)
        if folder is not None and not Path(folder).is_absolute():
            raise UnusableSource(f"{path}: source.{name}: {folder!r} is no absolute path")
    if replaying and spec.cache_folder is None:
        raise UnusableSource(f"{path}: source.cache_folder: missing; a replay needs the folder of stored responses")
    return spec


def crawl(
    spec: SourceSpec,
    output: Output,
    settings: dict[str, object],
    *,
    parent: int | None = None,
    log: Path | None = None,
) -> str:
    """Run the crawl to its end and write the End record; gives back how it ended, in Scrapy's word."""
    crawling = Crawling(settings, parent=parent, log=log)
    output.on_broken = crawling.stop
    crawling.run(HubSpider, spec=spec, output=output)
    return crawling.end(output)


def share(spec: SourceSpec, output: Output, options: argparse.Namespace) -> str:
    """The same as the leader of several processes."""
    # Imported late: only a crawl that is shared needs Redis' libraries.
    from scraper.frontier.meeting import FrontierLost
    from scraper.frontier.sharing import lead

    journal = options.out.with_suffix(".answers")
    many = {"processes": options.processes, "journal": journal, "parent": options.with_parent, "log": options.log}
    try:
        reason = lead(spec, output, options.share, **many)
    except FrontierLost as error:
        raise UnusableSource(str(error)) from error
    journal.unlink(missing_ok=True)
    return reason


def join(options: argparse.Namespace) -> int:
    """Help with a crawl that another process leads."""
    from scraper.frontier.meeting import FrontierLost
    from scraper.frontier.sharing import help_with

    try:
        return help_with(options.join, cache_folder=options.cache, parent=options.with_parent, log=options.log)
    except FrontierLost as error:
        sys.stderr.write(f"error: {error}\n")
        return EXIT_UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
