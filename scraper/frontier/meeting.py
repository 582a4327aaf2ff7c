"""Where the processes of one crawl meet: the keys in Redis, and each step on them that must not be torn apart.

Source of truth: an address that was pushed is in the queue, or taken by one process, or answered, at every moment. What
a process has taken and not answered when it shows no more sign of life is given back to the queue.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from redis import Redis, RedisError
from scrapy_redis.connection import get_redis

CRAWLS = "gleaner:crawls"
"""Hash of the crawls that may be joined: key to the source's slug."""
DEAD_AFTER = 15
"""Seconds without a sign of life. A page that is parsed keeps a process from giving one, for two or three at most."""
LEADER_GONE_AFTER = 300
"""Seconds without a sign of the leader after which helpers go home: one that was killed is there again much sooner."""
FORGOTTEN_AFTER = 3600
"""Seconds after which Redis drops what a crawl left that nobody ends any more."""
PATIENCE = 5
"""Seconds for Redis to answer."""
CHUNK = 100
"""Answers that are collected at a time: some megabytes."""


class FrontierLost(Exception):
    """Redis does not answer, or forgot the crawl. Raised by whoever asks it; the message is for a person."""


def connect(url: str) -> Redis:
    """FrontierLost when nobody answers there; the message does not tell the address, which may hold a password."""
    if not url:  # the libraries would take the one on this machine, whosever it is
        raise FrontierLost("REDIS_URL is not set")
    try:
        server: Redis = get_redis(url=url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        server.ping()
    except (RedisError, ValueError) as error:
        raise FrontierLost(f"Redis cannot be reached at REDIS_URL: {type(error).__name__}") from None
    return server


def open_crawls(server: Redis) -> dict[str, str]:
    """The crawls that may be joined now: key to slug."""
    found: dict[Any, Any] = server.hgetall(CRAWLS)
    crawls = {key.decode(): slug.decode() for key, slug in found.items()}
    for key in list(crawls):
        if not server.exists(name_of(key, "leader")):
            server.hdel(CRAWLS, key)
            del crawls[key]
    return crawls


def name_of(key: str, part: str) -> str:
    return f"gleaner:crawl:{key}:{part}"


class Meeting:
    """One process's part in a crawl."""

    def __init__(self, server: Redis, key: str) -> None:
        # Any: its hints allow for text as well, which only a client that decodes gives back.
        self.server: Any = server
        self.key = key
        self.me = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
        self.seat: str | None = None
        self.closed = False
        """Whether there is nothing more to take."""
        self.broken = ""
        """Why Redis is of no use any more; empty while it is."""
        self.on_broken: Callable[[], None] = lambda: None
        self.taken: dict[str, bytes] = {}
        """Address to the lease that this process holds on it."""

    def name(self, part: str) -> str:
        return name_of(self.key, part)

    @property
    def mine(self) -> str:
        return self.name(f"taken:{self.me}")

    def fail(self, error: Exception) -> None:
        if not self.broken:
            self.broken = f"the processes of the crawl cannot meet any more: {type(error).__name__}: {error}"
            self.closed = True
            self.on_broken()

    # How it begins and ends

    def announce(self, slug: str, told: dict[str, Any], processes: int) -> None:
        """Let others join. `told` is what each of them needs to know; a secret must not be in it."""
        spec = json.dumps({"source": told, "processes": processes})
        self.server.set(self.name("leader"), self.me, ex=LEADER_GONE_AFTER)
        self.server.set(self.name("spec"), spec, ex=FORGOTTEN_AFTER)
        self.server.hset(CRAWLS, self.key, slug)

    def told(self) -> tuple[dict[str, Any], int]:
        """What was announced; FrontierLost when the crawl is over, or has not begun."""
        said = self.server.get(self.name("spec"))
        if said is None:
            raise FrontierLost(f"there is no crawl {self.key}, or it is over")
        spec = json.loads(said)
        return spec["source"], int(spec["processes"])

    def sit_down(self, processes: int) -> bool:
        """Take one of the places beside the leader; False when there is none. So the host's pace is never exceeded."""
        for number in range(1, processes):
            seat = self.name(f"seat:{number}")
            if self.server.set(seat, self.me, nx=True, ex=DEAD_AFTER):
                self.seat = seat
                return True
        return False

    def close(self) -> None:
        """Nothing is left to be taken: whoever joined goes home, and all that was kept here goes."""
        self.closed = True
        self.server.hdel(CRAWLS, self.key)
        clear(self.server, self.key)

    def leave(self) -> None:
        """Give back what this process took and did not answer."""
        self._give_back(self.me)
        self.server.zrem(self.name("alive"), self.me)
        if self.seat:
            self.server.delete(self.seat)
        if not self.server.exists(self.name("spec")):
            clear(self.server, self.key)  # what came too late to be collected

    # While it goes on

    def beat(self) -> None:
        """A sign of life. The leader's is one for all that is kept here, too: what it left, helpers do not keep up."""
        mine = ["alive", f"taken:{self.me}"]
        with self.server.pipeline(transaction=False) as steps:
            steps.zadd(self.name("alive"), {self.me: self._now()})
            if self.seat:
                steps.set(self.seat, self.me, ex=DEAD_AFTER)
            else:
                steps.set(self.name("leader"), self.me, ex=LEADER_GONE_AFTER)
                mine += ["spec", "queue", "asked", "answers"]
            for part in mine:
                steps.expire(self.name(part), FORGOTTEN_AFTER)
            steps.exists(self.name("spec"))
            steps.exists(self.name("leader"))
            *_, is_told, is_led = steps.execute()
        self.closed = self.closed or not (is_told and is_led)

    def hand_in(self, address: str, answer: str) -> None:
        """What came of an address, and its lease with it, in one step."""
        lease = self.taken.pop(address, None)
        with self.server.pipeline() as steps:
            steps.rpush(self.name("answers"), answer)
            steps.expire(self.name("answers"), FORGOTTEN_AFTER)
            if lease is not None:
                steps.lrem(self.mine, 1, lease)
            steps.execute()

    def answers(self) -> list[bytes]:
        """The next answers; they stay until they are `collected`."""
        found: list[bytes] = self.server.lrange(self.name("answers"), 0, CHUNK - 1)
        return found

    def collected(self, number: int) -> None:
        self.server.ltrim(self.name("answers"), number, -1)

    def give_back_of_the_dead(self) -> None:
        """Put into the queue again what processes without a sign of life have taken."""
        alive = self.name("alive")
        for each in self.server.zrangebyscore(alive, 0, self._now() - DEAD_AFTER):
            self._give_back(each.decode())
            self.server.zrem(alive, each)

    def nothing_is_left(self) -> bool:
        """Whether no address is in the queue, taken or answered, seen at one moment."""
        names = [self.name(f"taken:{each.decode()}") for each in self.server.zrange(self.name("alive"), 0, -1)]
        with self.server.pipeline() as steps:
            for each in (self.name("queue"), self.name("answers"), *names):
                steps.llen(each)
            there: list[int] = steps.execute()
            return not any(there)

    def _give_back(self, process: str) -> None:
        # To the end that is taken from: what was under way is not the last to come.
        while self.server.lmove(self.name(f"taken:{process}"), self.name("queue"), "LEFT", "RIGHT") is not None:
            pass
        self.server.expire(self.name("queue"), FORGOTTEN_AFTER)  # it may be new, and its leader gone

    def _now(self) -> float:
        """Redis' own clock: those of several machines differ."""
        seconds, micro = self.server.time()
        return float(seconds + micro / 1_000_000)


def clear(server: Redis, key: str) -> None:
    """Drop all that was kept of a crawl."""
    names = list(server.scan_iter(match=name_of(key, "*"), count=1000))
    if names:
        server.delete(*names)
    server.hdel(CRAWLS, key)
