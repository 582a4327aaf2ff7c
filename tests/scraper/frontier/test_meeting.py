"""What the processes of a crawl keep alive in Redis, and what becomes of it when the leader is gone for good."""

from __future__ import annotations

from pathlib import Path

from redis import Redis

from scraper.frontier.meeting import FORGOTTEN_AFTER, LEADER_GONE_AFTER, Meeting, open_crawls
from scraper.frontier.spiders import LeadingSpider
from scraper.output import Output
from scraper.source import SourceSpec
from scraper.spiders.answers import Answer

SHARED = ("leader", "spec", "queue", "asked", "answers")


def test_helpers_go_home_where_the_leader_is_gone_for_good(redis_url: str) -> None:
    server = Redis.from_url(redis_url)
    leader, helper = Meeting(server, "led"), Meeting(server, "led")
    leader.announce("hub", {}, 2)
    assert helper.sit_down(2)
    for name in map(leader.name, SHARED[2:]):
        server.rpush(name, "something")
    leader.beat()
    assert 0 < server.ttl(leader.name("leader")) <= LEADER_GONE_AFTER
    for name in map(leader.name, SHARED):
        server.expire(name, 100)
    helper.beat()
    assert not helper.closed
    assert all(0 < server.ttl(leader.name(each)) <= 100 for each in SHARED)
    leader.beat()
    assert all(server.ttl(leader.name(each)) > 100 for each in SHARED)
    assert open_crawls(server) == {"led": "hub"}
    server.delete(leader.name("leader"))  # as it goes by itself
    helper.beat()
    assert helper.closed
    assert open_crawls(server) == {}
    leader.close()
    helper.leave()


def test_what_a_helper_gives_back_is_not_kept_for_ever(redis_url: str) -> None:
    server = Redis.from_url(redis_url)
    leader, helper = Meeting(server, "back"), Meeting(server, "back")
    leader.announce("hub", {}, 2)
    server.rpush(helper.mine, "an address")
    helper.leave()
    assert server.lrange(helper.name("queue"), 0, -1) == [b"an address"]
    assert 0 < server.ttl(helper.name("queue")) <= FORGOTTEN_AFTER
    leader.close()


def test_a_journal_that_broke_off_goes_on_in_a_line_of_its_own(tmp_path: Path, redis_url: str) -> None:
    journal = tmp_path / "out.answers"
    answer = Answer(asked="https://hub.example/hub/a/", fetched=["https://hub.example/hub/a/"], not_modified=True)
    line = answer.line().encode() + b"\n"
    journal.write_bytes(line + line[:20])
    output = Output(tmp_path / "out.jsonl")
    spider = LeadingSpider(
        journal=journal,
        meeting=Meeting(Redis.from_url(redis_url), "cut"),
        spec=SourceSpec(slug="hub", address="https://hub.example/hub/"),
        output=output,
    )
    spider.waiting = {answer.asked}
    spider._read_journal()
    output.end(complete=False, reason="shutdown")
    assert (journal.read_bytes(), spider.waiting) == (line, set())
