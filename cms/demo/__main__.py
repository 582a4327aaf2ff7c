"""Serves the sample hub: python -m cms.demo --port 8001 --edition 1."""

import argparse
import signal
import sys

from cms.demo.errors import HubDataError
from cms.demo.library import load_hub
from cms.demo.server import LOOPBACK, make_application, open_server
from cms.demo.versions import EDITIONS


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; 0 after SIGINT or SIGTERM, 1 when the hub cannot be served."""
    options = _parser().parse_args(arguments)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))
    try:
        hub = load_hub(options.edition)
    except HubDataError as error:
        return _fail(str(error))
    try:
        server = open_server(make_application(hub), options.port)
    except (OSError, OverflowError) as error:
        return _fail(
            f"Port {options.port} on {LOOPBACK} cannot be opened ({_reason(error)}); choose another with --port."
        )
    with server:
        address = f"http://{LOOPBACK}:{server.server_port}/"
        sys.stdout.write(f"{hub.name} {hub.hub_name}, edition {hub.edition}: {address}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cms.demo",
        description="Serve the sample article hub on this machine, for scraping and for looking at it in a browser.",
        epilog="The editions are the same hub at three moments: from one to the next articles are edited, "
        "appear, move and disappear. Start the server again with another edition and scrape again to see what follows.",
    )
    parser.add_argument(
        "--port", type=int, default=8001, help=f"port on {LOOPBACK} (default: %(default)s; 0 takes any free port)"
    )
    parser.add_argument(
        "--edition", type=int, choices=EDITIONS, default=1, help="which edition to serve (default: %(default)s)"
    )
    return parser


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
