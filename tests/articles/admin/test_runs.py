"""The list of runs and the report of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from articles.admin.wording import counts_in_words, duration_in_words
from articles.models import (
    ArticleIndexPage,
    ArticlePage,
    Proposal,
    Source,
    SourceDocument,
    SyncRun,
    SyncRunArticle,
)

INDEX = "/admin/hub/runs/"


def report(run):
    return reverse("hub_runs:inspect", args=[run.pk])


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def article_page(db):
    index = Page.objects.get(depth=2).add_child(instance=ArticleIndexPage(title="All articles", slug="all"))
    return index.add_child(instance=ArticlePage(title="A day in policy", slug="a-day"))


# --- words -----------------------------------------------------------------------------------------------------------


def test_counts_are_told_in_the_outcomes_order():
    assert counts_in_words({"fail": 1, "create": 12, "held": 0, "novel": 2}) == "12 created, 1 failed, 2 novel"
    assert counts_in_words({}) == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 seconds"), (1, "1 second"), (61, "1 min 1 s"), (7385, "2 h 3 min"), (-5, "0 seconds")]
)
def test_durations_are_told_in_two_units(seconds, words):
    start = timezone.now()
    run = SyncRun(status="done", started_at=start, finished_at=start + timedelta(seconds=seconds))
    assert duration_in_words(run) == words


def test_a_run_without_start_or_end_has_no_duration():
    assert duration_in_words(SyncRun(status="queued")) == ""
    assert duration_in_words(SyncRun(status="killed", started_at=timezone.now())) == ""
    assert duration_in_words(SyncRun(status="crawling", started_at=timezone.now())) == "0 seconds"


# --- the list --------------------------------------------------------------------------------------------------------


def test_a_row_tells_of_its_run(operator, source, run, admin_user):
    SyncRun.objects.create(source=source, trigger="admin", user=admin_user, status="crawling")
    page = body(operator.get(INDEX))
    for words in ("Crawling", "Admin (admin)", "Done", "Schedule", "1 created, 1 failed", report(run)):
        assert words in page
    assert "/add/" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("status=failed", 1), ("trigger=schedule", 1), ("q=timed+out", 1), ("q=tamarack", 2), ("q=x9", 0)],
)
def test_runs_are_searched_and_filtered(operator, source, run, query, found):
    SyncRun.objects.create(source=source, status="failed", trigger="command", message="The hub timed out.")
    assert len(operator.get(f"{INDEX}results/?{query}").context["object_list"]) == found


def test_runs_are_filtered_by_source(operator, source, run):
    other = Source.objects.create(name="Cedar Falls", slug="c", address="https://c.example/")
    theirs = SyncRun.objects.create(source=other, status="done")
    assert list(operator.get(f"{INDEX}?source={other.pk}").context["object_list"]) == [theirs]


def test_the_list_asks_the_database_as_often_for_many_runs(operator, source, run, admin_user, count_queries):
    operator.get(INDEX)
    before = count_queries(operator, INDEX)
    for _ in range(19):
        SyncRun.objects.create(source=source, status="done", user=admin_user, counts={"create": 3})
    assert count_queries(operator, INDEX) == before


# --- the report ------------------------------------------------------------------------------------------------------


def test_counts_lead_to_their_articles(operator, run, add_articles):
    add_articles(run, 3)
    add_articles(run, 2, "reject", reason="it has no title")
    page = body(operator.get(report(run)))
    assert "3 created" in page
    assert f"{report(run)}?outcome=reject" in page
    rejected = operator.get(f"{report(run)}?outcome=reject")
    assert [each.reason for each in rejected.context["object_list"]] == ["it has no title"] * 2
    assert "3 created" in rejected.content.decode()


def test_a_report_holds_the_articles_of_its_run_alone(operator, source, run, add_articles):
    add_articles(run, 1)
    add_articles(SyncRun.objects.create(source=source, status="done"), 1, "fail")
    assert [each.outcome for each in operator.get(report(run)).context["object_list"]] == ["create"]


def test_a_report_of_500_articles_is_paged_and_asks_as_often(operator, run, add_articles, article_page, count_queries):
    url = report(run)
    add_articles(run, 1, page=article_page)
    operator.get(url)
    before = count_queries(operator, url)
    add_articles(run, 499, "update", page=article_page, reason="the source changed")
    assert count_queries(operator, url) == before
    answer = operator.get(f"{url}?p=10")
    assert len(answer.context["object_list"]) == 50
    assert answer.context["paginator"].count == 500
    assert count_queries(operator, f"{reverse('hub_runs:inspect_results', args=[run.pk])}?q=update-49") <= before


def test_a_report_reads_no_page_bodies(operator, run, add_articles, article_page):
    add_articles(run, 2, page=article_page)
    with CaptureQueriesContext(connection) as queries:
        operator.get(report(run))
    assert not [each["sql"] for each in queries if '"articles_articlepage"."body"' in each["sql"]]


def test_articles_are_searched_by_address_and_reason(operator, run, add_articles):
    add_articles(run, 2)
    add_articles(run, 1, "reject", reason="it has no title")
    results = reverse("hub_runs:inspect_results", args=[run.pk])
    assert len(operator.get(f"{results}?q=no+title").context["object_list"]) == 1
    assert len(operator.get(f"{results}?q=create-1").context["object_list"]) == 1


def test_a_page_is_linked_for_who_may_edit_it(operator, admin_client, run, add_articles, article_page):
    add_articles(run, 1, page=article_page)
    editor = reverse("wagtailadmin_pages:edit", args=[article_page.pk])
    assert editor in body(admin_client.get(report(run)))
    seen = body(operator.get(report(run)))
    assert editor not in seen
    assert "A day in policy" in seen


def test_hostile_words_stay_words(operator, run, add_articles):
    run.message = "<script>message</script>"
    run.save()
    script = "<script>reason</script>"
    SyncRunArticle.objects.bulk_create(
        SyncRunArticle(run=run, url=url, outcome="fail", reason=script)
        for url in (
            "javascript:alert(1)",
            " \x01javascript:alert(1)//http://a.example",
            "data:text/html,x",
            "https://[broken",
            '"><script>url</script>',
            "//evil.example",
        )
    )
    page = body(operator.get(report(run)))
    for raw in (
        "<script>message",
        "<script>reason",
        "<script>url",
        'href="javascript:',
        'href="data:',
        '//evil.example"',
    ):
        assert raw not in page
    assert "&lt;script&gt;reason&lt;/script&gt;" in page
    assert "javascript:alert(1)" in page


def propose(source, number, page=None, **sides):
    document = SourceDocument.objects.create(
        source=source, url=f"https://hub.example/{number}/", slug=str(number), page=page
    )
    Proposal.objects.create(document=document, part='["roles", "analyst", "html"]', **sides)
    return document


def test_what_waits_for_an_answer_is_shown_with_its_sides(admin_client, source, run, add_articles, article_page):
    document = propose(source, 1, article_page, base="Old", ours={"mine": "A < B & <b>C</b>"}, theirs=None)
    Proposal.objects.create(document=document, part='["title"]', status="kept", theirs="Settled long ago")
    add_articles(run, 1, "conflict", document=document, page=article_page)
    page = body(admin_client.get(report(run)))
    assert "Waits for an answer: Role: analyst, text" in page
    for words in ("Old", "Mine: A &lt; B &amp; C", "(not there)"):
        assert words in page
    assert "Settled long ago" not in page


def test_a_draft_is_shown_to_who_may_edit_the_page_alone(operator, source, run, add_articles, article_page):
    document = propose(source, 1, article_page, base="Old", ours="Not yet published", theirs="New")
    add_articles(run, 1, "conflict", document=document, page=article_page)
    page = body(operator.get(report(run)))
    assert "Waits for an answer: Role: analyst, text" in page
    assert "Not yet published" not in page


def test_a_long_side_is_shortened(admin_client, source, run, add_articles, article_page):
    document = propose(source, 1, article_page, ours="x" * 50_000, theirs="")
    add_articles(run, 1, "conflict", document=document, page=article_page)
    page = body(admin_client.get(report(run)))
    assert "x" * 1000 in page
    assert "x" * 1300 not in page
    assert "(empty)" in page


def test_an_article_tells_its_notices_what_was_dropped_and_what_an_undo_did(operator, run, add_articles):
    hostile = "<script>dropped</script>"
    details = {
        "notices": ["The salary rose from $1 to $2."],
        "removed": [{"what": "promo", "text": hostile}],
        "images": [{"url": "https://hub.example/a.png", "reason": "it is no image"}],
        "undo": {"outcome": "spared", "reason": "run 9 wrote it since"},
    }
    add_articles(run, 1, "update", details=details)
    page = body(operator.get(report(run)))
    assert "1 image without a copy" in page
    assert "https://hub.example/a.png: it is no image" in page
    for words in ("rose from $1 to $2", "1 text taken for noise", "Spared by the undo: run 9 wrote it since"):
        assert words in page
    assert hostile not in page
    assert "&lt;script&gt;dropped" in page


def test_a_report_of_many_proposals_asks_as_often(operator, source, run, add_articles, count_queries):
    add_articles(run, 1, "conflict", document=propose(source, 1, ours="a", theirs="b"))
    operator.get(report(run))
    before = count_queries(operator, report(run))
    for number in range(2, 30):
        add_articles(run, 1, "conflict", document=propose(source, number, ours="a", theirs="b"))
    assert count_queries(operator, report(run)) == before


def test_a_report_reads_nothing_of_what_an_undo_needs(operator, run, add_articles):
    add_articles(run, 2, before={"document": {}})
    with CaptureQueriesContext(connection) as queries:
        operator.get(report(run))
    assert not [each["sql"] for each in queries if '"before"' in each["sql"].partition(" FROM ")[0]]


def test_what_fell_and_how_long_each_phase_took(operator, run):
    falls = [{"what": "authors", "points": 88, "brakes": True, "words": "bylines fell from 98 % to 10 %"}]
    note = "of fewer than 5 known articles (2) the brake is not applied"
    moment = timezone.now()
    SyncRun.objects.update(
        status="braked",
        drift={"falls": falls, "note": note},
        durations={"crawl": 41.23, "plan": 0.3},
        started_at=moment,
        finished_at=moment,
    )
    page = body(operator.get(report(run)))
    for words in (
        "<strong>bylines fell from 98 % to 10 %</strong>",
        "Of fewer than 5 known articles",
        "crawl 41.2 s, plan 0.3 s",
        "Nothing was written.",
    ):
        assert words in page
    SyncRun.objects.update(status="done", released_at=moment, undone_at=moment)
    page = body(operator.get(report(run)))
    assert "Nothing was written." not in page
    assert "Released from the brake" in page
    assert "Taken back" in page


def test_a_run_that_goes_on_shows_its_numbers_and_refreshes(operator, run):
    SyncRun.objects.update(status="crawling", found=40, crawled=17, started_at=timezone.now())
    page = body(operator.get(report(run)))
    assert "17 of 40 articles found" in page
    assert "data-active" in page
    assert "articles/admin/run.js" in page
    assert "stands here when the run has ended" in page


def test_a_run_that_ended_does_not_refresh_and_says_whether_it_saw_all(operator, run):
    page = body(operator.get(report(run)))
    assert "articles/admin/run.js" not in page
    assert "data-active" not in page
    assert "may still be in the hub" in page
    SyncRun.objects.update(complete=True)
    assert "saw the whole hub" in body(operator.get(report(run)))


def test_an_unknown_run_is_not_found(operator, run):
    assert operator.get(reverse("hub_runs:inspect", args=[run.pk + 1])).status_code == 404
