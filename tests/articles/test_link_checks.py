"""Which cited addresses are asked when, and what is kept of their answers."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.jobs.duties.links import check_due_links
from articles.link_checks import due_links, keep_answers
from articles.models import ArticlePage, LinkCheck
from scraper.items import Citation
from scraper.links.answers import LinkAnswer
from tests.articles.sync.conftest import Hub, editor, hub, index, source
from tests.articles.sync.samples import article
from tests.scraper.hub_server import hub_server, page

__all__ = ["editor", "hub", "index", "source"]


def cite(hub: Hub, *urls: str) -> None:
    hub.sync(article(citations=[Citation(url=url, text="A source", claim="So it is.") for url in urls]))
    ArticlePage.objects.get().get_latest_revision().publish()


def asked(url: str, ago: timedelta, state: str = "ok") -> None:
    LinkCheck.objects.create(url=url, state=state, checked_at=timezone.now() - ago)


def test_what_was_never_asked_comes_first_and_what_was_asked_lately_not_at_all(hub: Hub) -> None:
    new, old, older, fresh, slow = (f"https://{name}.example/" for name in ("new", "old", "older", "fresh", "slow"))
    cite(hub, new, old, older, fresh, slow)
    asked(old, timedelta(days=15))
    asked(older, timedelta(days=30))
    asked(fresh, timedelta(days=2))
    asked(slow, timedelta(days=2), "unreachable")
    asked("https://nobody-cites.example/", timedelta(days=60))
    assert due_links() == [new, older, old, slow]
    assert due_links(2) == [new, older]
    ArticlePage.objects.update(live=False)
    assert due_links() == []


def test_failures_are_counted_until_it_answers(hub: Hub) -> None:
    url = "https://a.example/"
    for number in (1, 2):
        assert keep_answers([LinkAnswer(url=url, state="unreachable", reason="no answer")]) == {"unreachable": 1}
        assert LinkCheck.objects.get().failures == number
    keep_answers([LinkAnswer(url=url, state="redirected", status=200, location="https://b.example/")])
    check = LinkCheck.objects.get()
    assert (check.state, check.failures, check.location, check.reason) == ("redirected", 0, "https://b.example/", "")


def test_the_command_asks_over_real_http_and_says_how_it_went(hub: Hub) -> None:
    with hub_server({"/here": page()}) as server:
        cite(hub, server.at("/here"), server.at("/gone"))
        out = StringIO()
        call_command("check_links", "--allow-private", "--json", stdout=out)
        assert json.loads(out.getvalue()) == {"asked": 2, "counts": {"ok": 1, "broken": 1}}
        call_command("check_links", stdout=out)
        assert out.getvalue().endswith("No address is due.\n")


def test_the_job_refuses_private_addresses(hub: Hub) -> None:
    with hub_server({"/here": page()}) as server:
        cite(hub, server.at("/here"))
        assert check_due_links() == {"broken": 1}
        assert server.asked == []
    assert "private" in LinkCheck.objects.get().reason


def test_a_limit_below_one_is_none(db: None) -> None:
    with pytest.raises(CommandError, match="--limit 0"):
        call_command("check_links", "--limit", "0")
