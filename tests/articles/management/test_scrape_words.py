"""`scrape`: replays, and what is said beside the report: notices and conflicts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError

from articles.management.base import NOTICES_SAID
from articles.models import ArticlePage, SyncRun
from articles.sync import run as running
from scraper.records import CrawledArticle
from tests.articles.management.test_commands import run
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article, salary

pytestmark = pytest.mark.django_db
SLUGS = [f"a{number}" for number in range(NOTICES_SAID + 2)]


@pytest.fixture
def raised(hub: Hub) -> Hub:
    """Every salary changes."""
    hub.sync(*map(article, SLUGS))
    hub.says(*(article(slug, figures=[salary("$170,000", 170000.0)]) for slug in SLUGS))
    return hub


def notices(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("  notice: ")]


def test_the_first_notices_are_said_and_the_rest_counted(raised: Hub) -> None:
    _, out, err = run("scrape", "hub")
    assert len(notices(err)) == NOTICES_SAID
    assert notices(err)[0].startswith(f"  notice: {HUB}a0/: ")
    assert "$170,000" in notices(err)[0]
    number = SyncRun.objects.latest("pk").pk
    more = next(line for line in err.splitlines() if "notices more" in line)
    assert more.endswith(f"notices more: manage.py runs show {number}")
    assert out.startswith("hub: 7 articles: 7 updated, 0 failed")


def test_all_of_them_when_asked(raised: Hub) -> None:
    _, _, err = run("scrape", "hub", "-v", "2")
    assert len(notices(err)) >= len(SLUGS)
    assert "notices more" not in err


def test_a_plan_points_to_where_the_others_are(raised: Hub) -> None:
    assert "notices more: -v 2" in run("scrape", "hub", "--plan")[2]


def test_none_at_all_when_quiet(raised: Hub) -> None:
    assert "notice" not in run("scrape", "hub", "-v", "0")[2]


def test_conflicts_are_counted_with_where_to_look(hub: Hub, editor: Any) -> None:
    hub.sync(article())
    edit(ArticlePage.objects.get(), editor, title="Mine")
    hub.says(article(title="Theirs"))
    assert (
        "1 article was changed by both sides in one place: the page's words would stay"
        in run("scrape", "hub", "--plan")[2]
    )
    code, out, err = run("scrape", "hub")
    assert (code, out.splitlines()[-1].split(" (")[0]) == (0, "hub: 1 article: 1 in conflict, 0 failed")
    assert f"manage.py runs show {SyncRun.objects.latest('pk').pk} --outcome conflict" in err


def test_a_replay(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "replay", hub.crawl)
    hub.sync(article())
    hub.says(CrawledArticle(article=article(title="New"), stored=True))
    assert "1 updated (1 by our parser), 0 failed (plan" in run("scrape", "hub", "--replay", "--plan")[1]
    report = json.loads(run("scrape", "hub", "--replay", "--json")[1])
    assert report["counts"] == {"update": 1}
    assert report["articles"][0]["reason"] == "our parser reads it differently now"
    assert SyncRun.objects.latest("pk").trigger == "replay"


def test_a_replay_of_nothing(hub: Hub) -> None:
    code, out, _ = run("scrape", "hub", "--replay")
    assert code == 1
    assert "there is nothing to read again" in out
    with pytest.raises(CommandError, match="there is nothing to read again"):
        run("scrape", "hub", "--replay", "--plan")
