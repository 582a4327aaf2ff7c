"""The sample hub's server: a real process, asked over real HTTP."""

import re
import signal
import socket
from xml.etree import ElementTree

import pytest

from cms.demo.library import load_hub
from tests.cms.demo.visitor import Visitor, start_hub

LISTING = "/knowledge-hub/all-articles/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def article_links(html: str) -> list[str]:
    """The slugs that the cards of a page link to."""
    return re.findall(r'<h3>\s*<a href="/knowledge-hub/([^/"]+)/">', html)


@pytest.mark.parametrize(
    "path",
    [
        LISTING,
        "/knowledge-hub/data-science-jobs/",
        "/knowledge-hub/nursing-careers-with-an-msn/",
        "/sitemap.xml",
        "/knowledge-hub/feed/",
        "/program/master-of-public-health/",
    ],
)
def test_an_unchanged_page_is_not_sent_twice(edition_1: Visitor, path: str) -> None:
    first = edition_1.get(path)
    assert first.status == 200
    for headers in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = edition_1.get(path, headers)
        assert (again.status, again.content) == (304, b"")


def test_caches_are_told_to_check_back(edition_1: Visitor) -> None:
    assert edition_1.article("data-science-jobs").headers["Cache-Control"] == "no-cache"


def test_a_changed_article_is_sent_anew_and_an_unchanged_one_is_not(edition_1: Visitor, edition_2: Visitor) -> None:
    changed = edition_1.article("data-science-jobs")
    # The two processes differ in their port, which the page prints: only the time of change can be compared.
    since = {"If-Modified-Since": changed.headers["Last-Modified"]}
    assert edition_2.get("/knowledge-hub/data-science-jobs/", since).status == 200
    unchanged = edition_1.article("cybersecurity-roles")
    since = {"If-Modified-Since": unchanged.headers["Last-Modified"]}
    assert edition_1.get("/knowledge-hub/cybersecurity-roles/", since).status == 304


def test_titles_and_salaries_change(edition_1: Visitor, edition_2: Visitor) -> None:
    before, after = (hub.article("data-science-jobs").text for hub in (edition_1, edition_2))
    assert "6 Data Science Jobs to Know in 2025" in before
    assert "6 Data Science Jobs to Know in 2026" in after
    assert "$134,700" in before
    assert "$134,700" not in after


def test_a_role_list_grows(edition_2: Visitor, edition_3: Visitor) -> None:
    before, after = (hub.article("jobs-with-a-master-of-public-health").text for hub in (edition_2, edition_3))
    assert "7 jobs you can get with a master of public health" in before
    assert "10 jobs you can get with a master of public health" in after
    assert after.count("<h3>") == before.count("<h3>") + 3


def test_an_article_moves(edition_2: Visitor, edition_3: Visitor) -> None:
    assert edition_2.article("engineering-leadership-skills").status == 200
    assert edition_2.article("engineering-leadership-skills-guide").status == 404
    moved = edition_3.article("engineering-leadership-skills")
    assert (moved.status, moved.leads_to) == (301, "/knowledge-hub/engineering-leadership-skills-guide/")
    assert edition_3.get(moved.leads_to).status == 200


@pytest.mark.parametrize(
    ("slug", "answers"),
    [
        ("leading-through-change", [200, 404, 200]),
        ("online-or-on-campus", [200, 200, 404]),
        ("artificial-intelligence-skills-for-engineers", [404, 200, 200]),
        ("returning-to-school-after-thirty", [404, 404, 200]),
        ("never-written", [404, 404, 404]),
    ],
)
def test_articles_come_and_go(
    edition_1: Visitor, edition_2: Visitor, edition_3: Visitor, slug: str, answers: list[int]
) -> None:
    assert [hub.article(slug).status for hub in (edition_1, edition_2, edition_3)] == answers


def test_the_sitemap_names_every_article_and_when_it_changed(edition_3: Visitor) -> None:
    hub = load_hub(3)
    entries = {
        entry.findtext(f"{SITEMAP}loc", "").removeprefix(edition_3.address): entry.findtext(f"{SITEMAP}lastmod")
        for entry in ElementTree.fromstring(edition_3.get("/sitemap.xml").content)
    }
    articles = {f"/knowledge-hub/{slug}/": str(article.modified) for slug, article in hub.articles.items()}
    others = {LISTING, *(f"/program/{slug}/" for slug in hub.programs)}
    assert {path: changed for path, changed in entries.items() if path not in others} == articles
    assert others < entries.keys()


def test_every_page_of_the_sitemap_answers(edition_1: Visitor) -> None:
    addresses = re.findall(r"<loc>([^<]+)</loc>", edition_1.get("/sitemap.xml").text)
    assert {edition_1.get(address.removeprefix(edition_1.address)).status for address in addresses} == {200}


def test_the_list_pages_through_every_article_once(edition_1: Visitor) -> None:
    hub = load_hub(1)
    pages = [article_links(edition_1.get(f"{LISTING}?page={number}").text) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [9, 9, len(hub.articles) - 18]
    assert [slug for page in pages for slug in page] == list(hub.articles)
    assert edition_1.get(f"{LISTING}?page=4").status == 404
    assert edition_1.get(f"{LISTING}?page=first").status == 404


def test_facets_narrow_the_list_and_count_what_they_leave(edition_1: Visitor) -> None:
    hub = load_hub(1)
    nursing = [slug for slug, article in hub.articles.items() if hub.areas["health-sciences"] in article.areas_of_study]
    page = edition_1.get(f"{LISTING}?area_of_study=health-sciences").text
    assert article_links(page) == nursing[:9]
    assert re.search(rf'aria-current="true">Health Sciences <span>\({len(nursing)}\)</span>', page)
    both = f"{LISTING}?area_of_study=health-sciences&amp;topic=industry-trends"
    assert both in page
    narrower = [slug for slug in nursing if hub.topics["industry-trends"] in hub.articles[slug].topics]
    assert article_links(edition_1.get(both.replace("&amp;", "&")).text) == narrower
    assert article_links(edition_1.get(f"{LISTING}?topic=no-such-topic").text) == []


def test_the_feed_brings_the_newest_fifteen(edition_1: Visitor) -> None:
    items = ElementTree.fromstring(edition_1.get("/knowledge-hub/feed/").content).findall("channel/item")
    newest = list(load_hub(1).articles.values())[:15]
    assert [item.findtext("title") for item in items] == [article.title for article in newest]
    assert items[0].findtext("link") == f"{edition_1.address}/knowledge-hub/{newest[0].slug}/"


def test_robots_are_told_where_to_go(edition_1: Visitor) -> None:
    robots = edition_1.get("/robots.txt").text.splitlines()
    assert "Disallow: /compare-programs/" in robots
    assert f"Sitemap: {edition_1.address}/sitemap.xml" in robots
    assert not [line for line in robots if line.startswith("Crawl-delay")]


def test_the_front_door_leads_to_the_list(edition_1: Visitor) -> None:
    assert edition_1.get("/").leads_to == LISTING


def test_an_image_comes_as_what_it_is(edition_1: Visitor) -> None:
    image = edition_1.get("/images/engineering-team.png")
    assert (image.status, image.headers["Content-Type"], image.content[:4]) == (200, "image/png", b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    ["/images/../hub.toml", "/images/..%2fhub.toml", "/images/%2e%2e/hub.toml", "/images/..", "/static/../hub.toml"],
)
def test_nothing_outside_the_folders_is_served(edition_1: Visitor, path: str) -> None:
    assert edition_1.get(path).status == 404


def test_the_ledger_theme_describes_the_article_for_machines(edition_1: Visitor) -> None:
    page = edition_1.article("jobs-with-a-masters-in-engineering-management").text
    for words in ('"@type": "Article"', '"datePublished": "2025-03-04"', 'property="og:title"', 'rel="canonical"'):
        assert words in page
    assert page.count("Join us for the graduate open house") == 2


def test_the_plain_theme_says_everything_in_print_only(edition_1: Visitor) -> None:
    page = edition_1.article("jobs-with-a-master-of-public-health").text
    for words in ("ld+json", "og:", "<time", "<article", "<main", 'name="description"'):
        assert words not in page
    assert "<div>By Priya Raman</div>" in page
    assert "<div>September 17, 2024</div>" in page
    cards_before, cards_after = (article_links(part) for part in page.split("<h1>"))
    assert cards_before == [*cards_after, "jobs-with-a-master-of-public-health"]


def test_an_article_nobody_signed_has_no_byline(edition_1: Visitor) -> None:
    assert not re.search(r"\bBy\s", re.sub(r"<p>.*?</p>", "", edition_1.article("what-is-systems-engineering").text))


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with start_hub("--port", str(port)) as process:
            printed, complaint = process.communicate(timeout=30)
    assert (process.returncode, printed) == (1, "")
    assert re.fullmatch(rf"Port {port} on 127\.0\.0\.1 cannot be opened \(.*in use\); choose .*\n", complaint)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quietly(stop: signal.Signals) -> None:
    with start_hub("--port", "0") as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(stop)
        assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 0
