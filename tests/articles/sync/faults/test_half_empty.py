"""A hub that serves half of its articles empty is stopped before anything is written; released, it is right."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Revision

from articles.models import ArticlePage, SyncRun
from articles.sync.run import NotReleasable, release_run
from scraper.items import ScrapedArticle
from scraper.records import Failure
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db

ALL = [f"a{number}" for number in range(10)]
EMPTY: dict[str, Any] = {"authors": [], "roles": [], "figures": [], "citations": [], "summary": None, "blocks": []}


def hollow() -> list[ScrapedArticle]:
    return [article(slug, **EMPTY) if place % 2 else article(slug) for place, slug in enumerate(ALL)]


def roles() -> int:
    return sum(page.get_latest_revision_as_object().roles.count() for page in ArticlePage.objects.all())


@pytest.fixture(autouse=True)
def _filled(hub: Hub) -> None:
    assert hub.sync(*map(article, ALL)).counts == {"create": len(ALL)}


def test_it_is_stopped_and_the_good_edition_after_it_changes_nothing(hub: Hub) -> None:
    before = Revision.objects.count()
    report = hub.sync(*hollow())
    assert report.status == "braked"
    assert (report.counts, Revision.objects.count()) == ({"unchanged": 5, "held": 5}, before)
    good = hub.sync(*map(article, ALL))
    assert (good.status, good.counts) == ("done", {"unchanged": len(ALL)})
    assert Revision.objects.count() == before
    with pytest.raises(NotReleasable, match="only the latest run"):
        release_run(SyncRun.objects.get(pk=report.run))


def test_released_it_is_written_and_a_good_edition_puts_all_back(hub: Hub) -> None:
    stopped = hub.sync(*hollow())
    full = roles()
    released = release_run(SyncRun.objects.get(pk=stopped.run))
    assert (released.status, released.counts) == ("done", {"unchanged": 5, "update": 5})
    assert roles() == full // 2
    assert hub.sync(*hollow()).counts == {"unchanged": len(ALL)}
    good = hub.sync(*map(article, ALL))
    assert (good.status, good.counts) == ("done", {"unchanged": 5, "update": 5})
    assert roles() == full


def test_pages_that_give_no_article_touch_nothing(hub: Hub) -> None:
    before = Revision.objects.count()
    empty = [Failure(url=article(slug).url, outcome="reject", reason="the page is empty") for slug in ALL[1::2]]
    report = hub.sync(*map(article, ALL[::2]), *empty)
    assert report.counts.get("withdraw", 0) == 0
    assert Revision.objects.count() == before
    assert hub.sync(*map(article, ALL)).counts == {"unchanged": len(ALL)}
