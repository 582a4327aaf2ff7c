"""What becomes of a page whose article went, came back, or stands elsewhere now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from articles.models import ArticlePage, Source, SourceDocument, SyncRun
from articles.sync.run import NotReleasable, release_run
from articles.sync.withdrawal import FORMER_GONE, STAYS_OFF
from scraper.records import End, Failure, NotModified, Unlisted
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import HUB, article

SLUGS = tuple(f"article-{number}" for number in range(10))
GONE = Unlisted(url=f"{HUB}article-0/", state="gone", status=404, reason="the server answered 404 Not Found")


@pytest.fixture
def published(hub: Hub, source: Source) -> Hub:
    """Ten live articles."""
    source.policy = Source.Policy.PUBLISH
    source.save()
    hub.sync(*map(article, SLUGS))
    return hub


def page() -> ArticlePage:
    return ArticlePage.objects.get(slug="article-0")


def others() -> list[Any]:
    return [article(slug) for slug in SLUGS[1:]]


def first(report: Any) -> tuple[str, str]:
    return next((each.outcome, each.reason) for each in report.articles if each.url == GONE.url)


def test_a_page_goes_after_so_many_runs_and_comes_back_with_its_article(published: Hub) -> None:
    outcome, reason = first(published.sync(*others(), GONE))
    assert (outcome, page().live) == ("held", True)
    assert SyncRun.objects.order_by("-pk")[0].crawled == 9
    assert "1st of 2 times" in reason
    report = published.sync(*others(), GONE)
    assert first(report)[0] == "withdraw", first(report)
    assert report.status == "done"
    assert (page().live, ArticlePage.objects.count()) == (False, 10)
    assert first(published.sync(*others(), GONE)) == ("unchanged", "withdrawn, and still missing")
    report = published.sync(*map(article, SLUGS))
    assert first(report)[0] == "restore"
    assert page().live
    assert published.sync(*map(article, SLUGS)).counts == {"unchanged": 10}


def test_what_changed_while_it_was_away_comes_with_its_return(published: Hub) -> None:
    for _ in range(2):
        published.sync(*others(), GONE)
    report = published.sync(*others(), article("article-0", title="New title"))
    assert first(report)[0] == "restore"
    assert (page().live, page().title) == (True, "New title")


def test_a_return_of_an_unchanged_answer_puts_the_page_back(published: Hub) -> None:
    for _ in range(2):
        published.sync(*others(), GONE)
    assert first(published.sync(*others(), NotModified(url=GONE.url)))[0] == "restore"
    assert page().live


def test_a_run_that_finds_it_again_starts_the_count_anew(published: Hub) -> None:
    published.sync(*others(), GONE)
    published.sync(*map(article, SLUGS))
    assert first(published.sync(*others(), GONE))[0] == "held"
    assert page().live


@pytest.mark.parametrize("state", ["delisted", "redirected"])
def test_delisted_and_redirected_articles_go_by_the_same_ladder(published: Hub, state: str) -> None:
    seen = Unlisted(url=GONE.url, state=state, status=200, location="https://hub.example/", reason="elsewhere")
    assert first(published.sync(*others(), seen))[0] == "held"
    assert first(published.sync(*others(), seen))[0] == "withdraw"


def test_an_address_that_cannot_be_fetched_withdraws_nothing(published: Hub) -> None:
    seen = Unlisted(url=GONE.url, state="error", status=503, reason="the server answered 503")
    for _ in range(3):
        assert first(published.sync(*others(), seen)) == ("fail", "the server answered 503")
    assert page().live


def test_an_incomplete_crawl_withdraws_nothing(published: Hub) -> None:
    published.end = End(complete=False, reason="closespider_timeout")
    for _ in range(3):
        published.sync(*others(), Failure(url=GONE.url, outcome="fail", reason="gone", status=404))
    assert page().live
    assert SourceDocument.objects.get(page=page()).missing_count == 0


def test_never_more_than_the_share(published: Hub) -> None:
    gone = [Unlisted(url=f"{HUB}{slug}/", state="gone", status=404, reason="404") for slug in SLUGS[:3]]
    rest = [article(slug) for slug in SLUGS[3:]]
    published.sync(*rest, *gone)
    report = published.sync(*rest, *gone)
    assert report.counts == {"unchanged": 7, "held": 3}
    assert "3 pages would be withdrawn" in report.message
    assert report.status == "problems"
    assert ArticlePage.objects.live().count() == 10


def test_flagging_leaves_the_page_on_the_site(published: Hub, source: Source) -> None:
    source.withdraw_action = Source.Withdrawal.FLAG
    source.withdraw_after = 1
    source.save()
    assert first(published.sync(*others(), GONE))[0] == "withdraw"
    assert page().live
    assert SourceDocument.objects.get(page=page()).withdrawn_at is not None


def test_an_editor_who_put_a_withdrawn_page_back_is_right(published: Hub, editor: Any) -> None:
    for _ in range(2):
        published.sync(*others(), GONE)
    edit(page(), editor, publish=True, title="It stays")
    assert first(published.sync(*others(), GONE))[0] == "unchanged"
    assert (page().live, page().title) == (True, "It stays")
    assert first(published.sync(*map(article, SLUGS)))[0] == "restore"
    assert page().title == "It stays"


@pytest.mark.parametrize("news", [{}, {"title": "News"}])
def test_an_editor_who_took_it_off_again_is_right_too(published: Hub, editor: Any, news: dict[str, Any]) -> None:
    for _ in range(2):
        published.sync(*others(), GONE)
    edit(page(), editor, publish=True, summary="Newer words.")
    page().unpublish(user=editor)
    outcome, reason = first(published.sync(*others(), article("article-0", **news)))
    assert outcome == "restore"
    assert STAYS_OFF in reason
    assert not page().live
    assert page().get_latest_revision_as_object().summary == "Newer words."


@pytest.mark.parametrize("news", [{}, {"title": "News"}])
def test_a_former_version_that_is_gone_is_told(published: Hub, editor: Any, news: dict[str, Any]) -> None:
    for _ in range(2):
        published.sync(*others(), GONE)
    edit(page(), editor, summary="Half wri")
    call_command("purge_revisions", verbosity=0)
    outcome, reason = first(published.sync(*others(), article("article-0", **news)))
    assert outcome == "restore"
    assert FORMER_GONE in reason
    assert not page().live, "nobody said that the draft is fit for readers"


def test_a_locked_page_is_not_withdrawn_and_the_next_run_tries_again(published: Hub) -> None:
    published.sync(*others(), GONE)
    ArticlePage.objects.filter(slug="article-0").update(locked=True)
    outcome, reason = first(published.sync(*others(), GONE))
    assert (outcome, page().live) == ("held", True)
    assert "locked" in reason
    ArticlePage.objects.filter(slug="article-0").update(locked=False)
    assert first(published.sync(*others(), GONE))[0] == "withdraw"


def test_an_article_joined_with_another_leads_its_readers_there(published: Hub, client: Any) -> None:
    site = Site.objects.get()
    site.root_page = Page.get_first_root_node()
    site.save()  # which also makes Wagtail forget the paths that another test's site had
    joined = Unlisted(
        url=GONE.url, state="redirected", status=301, location=f"{HUB}article-1/", reason="it leads elsewhere"
    )
    for _ in range(2):
        published.sync(*others(), joined)
    assert not page().live
    answer = client.get("/articles/article-0/")
    assert (answer.status_code, answer["Location"]) == (301, ArticlePage.objects.get(slug="article-1").url)
    Site.clear_site_root_paths_cache()


def test_a_hand_made_page_is_none_of_the_ladders_business(published: Hub, index: Any) -> None:
    index.refresh_from_db()
    index.add_child(instance=ArticlePage(title="By hand", slug="by-hand"))
    for _ in range(2):
        published.sync(*others(), GONE)
    assert ArticlePage.objects.get(slug="by-hand").live


class TestMoves:
    def test_old_address_new_slug_one_page(self, published: Hub) -> None:
        moved = article("renamed", url=f"{HUB}renamed/", title="All about article-0", fingerprint="as before")
        old_path = page().get_url_parts()
        report = published.sync(moved, *others())
        assert ArticlePage.objects.count() == 10
        assert report.articles[0].reason.startswith(f"moved from {HUB}article-0/")
        moved_page = ArticlePage.objects.get(slug="renamed")
        assert moved_page.live
        document = SourceDocument.objects.get(page=moved_page)
        assert document.aliases == [f"{HUB}article-0/"]
        paths = set(Redirect.objects.filter(redirect_page=moved_page).values_list("old_path", flat=True))
        assert "/articles/article-0" in paths, (paths, old_path)
        assert published.sync(moved, *others()).counts == {"unchanged": 10}

    def test_a_slug_that_comes_back_is_the_pages_own(self, published: Hub, source: Source) -> None:
        source.policy = Source.Policy.DRAFT
        source.save()
        for slug in ("renamed", "article-0"):
            published.sync(replace(article("article-0"), slug=slug, fingerprint=slug), *others())
        assert page().get_latest_revision_as_object().slug == "article-0"

    def test_an_editors_own_slug_stays(self, published: Hub, editor: Any) -> None:
        edit(page(), editor, publish=True, slug="my-own")
        moved = article("renamed", url=f"{HUB}renamed/", title="All about article-0")
        published.sync(moved, *others())
        assert SourceDocument.objects.get(url=moved.url).page.slug == "my-own"

    def test_an_editors_own_redirect_stays(self, published: Hub) -> None:
        own = Redirect.objects.create(old_path="/articles/article-0", redirect_link="https://elsewhere.example/")
        published.sync(article("article-0", url="https://hub.example/new/article-0/"), *others())
        own.refresh_from_db()
        assert own.redirect_link == "https://elsewhere.example/"


class TestBrake:
    def poor(self) -> list[Any]:
        return [article(slug, authors=[], fingerprint=f"poor {slug}") for slug in SLUGS]

    def test_a_run_that_lost_what_it_had_writes_nothing_until_released(self, published: Hub) -> None:
        report = published.sync(*self.poor())
        assert report.status == "braked"
        assert report.counts == {"held": 10}
        assert "authors" in report.message
        assert "the drift brake stops the run" in report.message
        assert page().authors.count() == 2
        run = SyncRun.objects.get(pk=report.run)
        assert run.drift["brakes"]
        released = release_run(run)
        assert released.counts == {"update": 10}
        assert released.run == report.run
        assert page().authors.count() == 0
        with pytest.raises(NotReleasable, match="not stopped"):
            release_run(SyncRun.objects.get(pk=report.run))

    def test_the_next_run_brakes_again(self, published: Hub) -> None:
        published.sync(*self.poor())
        assert published.sync(*self.poor()).status == "braked"
        assert published.sync(*map(article, SLUGS)).counts == {"unchanged": 10}

    def test_only_the_latest_run_goes_on(self, published: Hub) -> None:
        report = published.sync(*self.poor())
        published.sync(*map(article, SLUGS))
        with pytest.raises(NotReleasable, match="only the latest"):
            release_run(SyncRun.objects.get(pk=report.run))
