"""Twenty hubs on loopback, each of which fails in a way of its own, and comes back."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.scraper.hub_server import HTML, XML, Answer, Asked, HubServer, Route, endless, hub_server, page, sitemap

ARTICLES = 8
TITLES = tuple(f"A career in field {number}" for number in range(1, ARTICLES + 1))
PATHS = tuple(f"/hub/career-{number}/" for number in range(1, ARTICLES + 1))


@dataclass(frozen=True, kw_only=True)
class Hub:
    slug: str
    address: str
    lasting: int
    """How many articles have a page in the end, whatever happened meanwhile."""


Fault = Callable[[HubServer], dict[str, Route]]
"""The routes that a fault puts in place of, or beside, those of a hub where all is well."""


def every(times: int, good: Answer, bad: Route) -> Route:
    """The bad answer at every so many requests."""
    count = itertools.count(1)

    def answer(asked: Asked) -> Answer:
        if next(count) % times:
            return good
        return bad(asked) if callable(bad) else bad

    return answer


def changing(title: str) -> Route:
    count = itertools.count(1)
    return lambda _asked: page(
        title, words=f"In its edition {next(count)} this article says something new about {title}."
    )


def drip(_asked: Asked) -> Answer:
    def slowly() -> Iterator[bytes]:
        from time import sleep

        for _ in range(40):
            sleep(0.5)
            yield b"<p>one more line"

    return 200, HTML, slowly()


def cut_off(_asked: Asked) -> Answer:
    raise ConnectionResetError


def half(_asked: Asked) -> Answer:
    """Says that more comes than does."""

    def part() -> Iterator[bytes]:
        yield b"<html><h1>Half an"
        raise ConnectionResetError

    return 200, HTML, part()


def well(hub: HubServer) -> dict[str, Route]:
    return {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, f"Sitemap: {hub.at('/sitemap.xml')}".encode()),
        "/sitemap.xml": sitemap(*map(hub.at, PATHS)),
        "/hub/": page("All careers"),
        **{path: page(title) for path, title in zip(PATHS, TITLES, strict=True)},
    }


FIRST, FIRST_TITLE = PATHS[0], TITLES[0]
GOOD = page(FIRST_TITLE)
LEADING_AWAY: Answer = (302, {"Location": "http://169.254.169.254/"}, b"")
ODD: Answer = (200, {"Content-Type": "text/html; charset=x-none"}, b"\xff\xfe\x00h")
NESTED = b"<html><h1>Deep</h1>" + b"<div>" * 10_000 + b"word"

# slug → (routes, articles that have a page in the end)
FAULTS: dict[str, tuple[Fault, int]] = {
    "well": (lambda _hub: {}, ARTICLES),
    "changing": (lambda _hub: {p: changing(t) for p, t in zip(PATHS, TITLES, strict=True)}, ARTICLES),
    "errors": (lambda _hub: {FIRST: every(2, GOOD, (500, HTML, b"no"))}, ARTICLES),
    "busy": (lambda _hub: {FIRST: every(2, GOOD, (503, {**HTML, "Retry-After": "1"}, b"later"))}, ARTICLES),
    "hanging": (lambda hub: {FIRST: every(3, GOOD, hub.hang)}, ARTICLES),
    "dripping": (lambda _hub: {FIRST: every(3, GOOD, drip)}, ARTICLES),
    "circling": (lambda hub: {"/hub/circle/": (302, {"Location": hub.at("/hub/circle/")}, b"")}, ARTICLES),
    "away-from-home": (
        lambda _hub: {FIRST: every(3, GOOD, LEADING_AWAY)},
        ARTICLES,
    ),
    "cut-off": (lambda _hub: {FIRST: every(2, GOOD, cut_off)}, ARTICLES),
    "half": (lambda _hub: {FIRST: every(2, GOOD, half)}, ARTICLES),
    "charset": (
        lambda _hub: {"/hub/odd/": ODD},
        ARTICLES,
    ),
    "huge": (lambda _hub: {FIRST: every(3, GOOD, lambda _a: (200, HTML, endless(40)))}, ARTICLES),
    "packed": (lambda _hub: {FIRST: every(2, GOOD, (200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"))}, ARTICLES),
    "forbidding": (
        lambda _hub: {"/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /")},
        0,
    ),
    "empty": (lambda _hub: {FIRST: every(2, GOOD, (200, HTML, b""))}, ARTICLES),
    "no-list": (lambda hub: {"/sitemap.xml": every(2, sitemap(*map(hub.at, PATHS)), (500, XML, b""))}, ARTICLES),
    "gone-and-back": (lambda _hub: {FIRST: every(2, GOOD, (410, HTML, b"gone"))}, ARTICLES),
    "nested": (lambda _hub: {FIRST: every(2, GOOD, (200, HTML, NESTED))}, ARTICLES),
    "no-robots": (lambda _hub: {"/robots.txt": (404, HTML, b"")}, ARTICLES),
    "away": (lambda _hub: {}, 0),
}


@contextmanager
def faulty_hubs() -> Iterator[list[Hub]]:
    """All of them, served until the block ends; the last one's host does not answer at all."""
    with ExitStack() as stack:
        hubs = []
        for slug, (fault, lasting) in FAULTS.items():
            server = stack.enter_context(hub_server())
            server.routes.update(well(server) | fault(server))
            hubs.append(Hub(slug=slug, address=server.at("/hub/"), lasting=lasting))
        with hub_server() as closed:
            hubs[-1] = Hub(slug="away", address=closed.at("/hub/"), lasting=0)
        yield hubs
