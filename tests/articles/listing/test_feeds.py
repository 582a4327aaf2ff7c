"""Feeds of any list: the formats' own rules, full summaries, absolute addresses, nothing hidden."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.listing import selection
from articles.models import ArticleAuthor, ArticleIndexPage
from tests.articles.factories import make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
FEEDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
SUMMARY = "Pay & <growth> of " + "lakes, " * 200


@pytest.fixture
def index() -> ArticleIndexPage:
    index = make_index()
    make_full_article(index, "Jobs & pay")
    make_article(index, "Lakes", slug="lakes", published=date(2025, 1, 1), summary=SUMMARY, topics=["trends"])
    make_article(index, "Hidden", live=False, topics=["trends"])
    return index


@pytest.mark.parametrize("name", FEEDS)
def test_the_newest_first_and_nothing_hidden(client: Client, index: ArticleIndexPage, name: str) -> None:
    answer = client.get(f"/all-articles/{name}")
    text = answer.content.decode()
    assert answer["Content-Type"] == FEEDS[name]
    assert "Hidden" not in text
    assert text.index("Lakes") < text.index("Jobs &")
    assert "http://localhost/lakes/" in text


def test_rss(client: Client, index: ArticleIndexPage) -> None:
    channel = ElementTree.fromstring(client.get("/all-articles/rss.xml", {"topic": "trends", "sort": "title"}).content)[
        0
    ]
    (item,) = channel.findall("item")
    assert channel.findtext("link") == "http://localhost/all-articles/?topic=trends&sort=title"
    assert channel.findtext("title") == "Test Hub · Trends"
    assert item.findtext("link") == item.findtext("guid") == "http://localhost/lakes/"
    assert item.findtext("description") == SUMMARY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert item.findtext("pubDate") == "Wed, 01 Jan 2025 00:00:00 +0000"
    assert [each.text for each in item.findall("category")] == ["Trends"]


def test_atom(client: Client, index: ArticleIndexPage) -> None:
    feed = ElementTree.fromstring(client.get("/all-articles/atom.xml").content)
    lakes, jobs = feed.findall(f"{ATOM}entry")
    assert jobs.findtext(f"{ATOM}title") == "Jobs & pay"
    assert jobs.findtext(f"{ATOM}author/{ATOM}name") == "Shaday Stewart"  # who reviewed it is no author
    assert jobs.findtext(f"{ATOM}published") == "2024-07-25T00:00:00+00:00"
    assert jobs.findtext(f"{ATOM}updated") == "2025-01-09T00:00:00+00:00"
    assert lakes.findtext(f"{ATOM}updated") == "2025-01-01T00:00:00+00:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Test Hub"  # of an entry that names nobody
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://localhost/all-articles/", "self": "http://localhost/all-articles/atom.xml"}


def test_json_feed(client: Client, index: ArticleIndexPage) -> None:
    feed = json.loads(client.get("/all-articles/feed.json", {"q": "lakes"}).content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost/all-articles/feed.json?q=lakes"
    (item,) = feed["items"]
    assert item["content_text"] == item["summary"] == SUMMARY
    assert item["date_published"] == "2025-01-01T00:00:00+00:00"
    assert "date_modified" not in item
    full = json.loads(client.get("/all-articles/feed.json", {"area_of_study": "engineering"}).content)["items"][0]
    assert full["authors"] == [{"name": "Shaday Stewart"}]
    assert full["tags"] == ["Engineering", "Career Advancement", "Industry Trends"]


def test_the_list_names_its_feeds(client: Client, index: ArticleIndexPage) -> None:
    html = client.get("/all-articles/", {"topic": "trends", "sort": "title", "page": "1"}).content.decode()
    for name, content_type in FEEDS.items():
        link = f'type="{content_type.split(";")[0]}"'
        assert link in html
        assert f'href="/all-articles/{name}?topic=trends"' in html


@pytest.mark.parametrize("asked", [{"topic": "no-such"}, {"q": "nowhere"}, {"year": "x" * 999}])
def test_an_empty_feed_is_a_feed(client: Client, index: ArticleIndexPage, asked: dict[str, str]) -> None:
    assert json.loads(client.get("/all-articles/feed.json", asked).content)["items"] == []
    assert ElementTree.fromstring(client.get("/all-articles/rss.xml", asked).content)[0].findall("item") == []


@pytest.mark.parametrize("name", FEEDS)
def test_what_no_feed_may_hold_is_left_out(client: Client, index: ArticleIndexPage, name: str) -> None:
    odd = "lakes\x01 and\x0bponds\uffff"
    article = make_article(index, odd, published=date(2026, 1, 1), summary=odd, topics=["odd"])
    article.topics.update(name=odd)
    ArticleAuthor.objects.create(page=article, name=odd)
    index.introduction = odd
    index.save()
    answer = client.get(f"/all-articles/{name}", {"q": "lakes\x0b", "topic": "odd"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "lakes  and ponds" in text
    for mark in ("\x01", "\\u0001", "\x0b", "\\u000b", "\uffff"):
        assert mark not in text
    if name != "feed.json":
        ElementTree.fromstring(text)


def test_no_more_queries_for_more_articles(
    client: Client, index: ArticleIndexPage, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_full_article(index, f"Jobs {number}")
    client.get("/all-articles/rss.xml")
    with django_assert_max_num_queries(13):
        client.get("/all-articles/rss.xml")


def test_what_was_asked_is_looked_for_once(
    client: Client, index: ArticleIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[Any] = []
    monkeypatch.setattr(selection, "find", lambda words: looked_for.append(words) or {})
    client.get("/all-articles/rss.xml", {"topic": "trends", "q": "lakes"})
    assert len(looked_for) == 1
