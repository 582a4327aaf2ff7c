"""The sample hub's own content: enough of everything that a scrape has to cope with."""

import re

import pytest

from cms.demo.hub import Article, Hub
from cms.demo.library import DATA_FOLDER, load_hub
from cms.demo.versions import EDITIONS

ROLE_LIST_HEADING = re.compile(r"<h2[^>]*>[^<]*\b(?:jobs?|roles?|careers|paths|positions)\b[^<]*</h2>", re.IGNORECASE)


@pytest.fixture(scope="module", params=EDITIONS)
def hub(request: pytest.FixtureRequest) -> Hub:
    """Each edition; that it loads at all says that every change matches once and every term is known."""
    return load_hub(request.param)


def words(article: Article) -> int:
    return len(re.sub(r"<[^>]+>", " ", article.body.html).split())


def test_there_are_enough_articles_of_a_readable_length(hub: Hub) -> None:
    assert len(hub.articles) >= 24
    assert {slug: words(article) for slug, article in hub.articles.items() if not 700 <= words(article) <= 1800} == {}


def test_every_term_and_program_is_used(hub: Hub) -> None:
    articles = hub.articles.values()
    assert (len(hub.areas), len(hub.topics), len(hub.programs)) == (6, 4, 8)
    assert {area.slug for article in articles for area in article.areas_of_study} == set(hub.areas)
    assert {topic.slug for article in articles for topic in article.topics} == set(hub.topics)
    assert {program.slug for article in articles for program in article.programs} == set(hub.programs)


def test_there_are_enough_role_lists(hub: Hub) -> None:
    with_roles = [slug for slug, article in hub.articles.items() if ROLE_LIST_HEADING.search(article.body.html)]
    assert len(with_roles) >= 10


def test_every_image_is_there_and_describes_itself(hub: Hub) -> None:
    tags = [tag for article in hub.articles.values() for tag in re.findall(r"<img[^>]*>", article.body.html)]
    assert tags
    for tag in tags:
        source = re.search(r'src="/images/([^"]+)"', tag)
        assert source, tag
        assert (DATA_FOLDER / "images" / source[1]).is_file(), tag
        assert re.search(r'alt="[^"]+"', tag), tag


def test_every_article_has_a_few_related_ones_and_never_itself(hub: Hub) -> None:
    for slug, article in hub.articles.items():
        assert 2 <= len(article.related) <= 4, slug
        assert slug not in article.related


def test_links_between_articles_lead_to_articles_of_some_edition() -> None:
    hubs = [load_hub(edition) for edition in EDITIONS]
    known = {slug for hub in hubs for slug in (*hub.articles, *hub.redirects)}
    for hub in hubs:
        for slug, article in hub.articles.items():
            assert set(re.findall(r'href="/knowledge-hub/([^/"]+)/"', article.body.html)) <= known, slug
