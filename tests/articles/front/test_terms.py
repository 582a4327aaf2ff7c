"""Areas of study, topics and authors: pages of what visible articles have, and none of what drafts alone have."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.models import AreaOfStudy, ArticleAuthor, ArticleIndexPage, Author, LibraryAlias, Topic
from tests.articles.explorer.pay_factory import make_hub, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


def write(index: ArticleIndexPage, name: str, title: str, **fields: Any) -> Author:
    author = Author.objects.get_or_create(slug=name.lower(), defaults={"name": name, "biography": f"{name} writes."})[0]
    ArticleAuthor.objects.create(page=make_article(index, title, **fields), author=author, name=name)
    return author


def test_an_area_shows_its_own_articles_roles_and_ways_on(index: ArticleIndexPage, client: Client) -> None:
    article = make_article(index, "Bridges", areas_of_study=["engineering"], topics=["trends"])
    name_role(article, "Engineer", salary(100_000))
    other = make_article(index, "Hearts", areas_of_study=["health"], topics=["trends"])
    name_role(other, "Nurse", salary(80_000))
    AreaOfStudy.objects.filter(slug="engineering").update(description="How things are made.")
    page = client.get("/areas-of-study/engineering/").content.decode()
    for words in ("How things are made.", "Bridges", "$100,000", "?area_of_study=engineering&amp;topic=trends"):
        assert words in page
    assert "Hearts" not in page
    assert "Nurse" not in page
    topic = client.get("/topics/trends/").content.decode()
    assert "Bridges" in topic
    assert "Hearts" in topic


@pytest.mark.parametrize("address", ["/areas-of-study/secrets/", "/topics/secrets/", "/authors/spy/"])
def test_what_only_drafts_have_has_no_page(index: ArticleIndexPage, client: Client, address: str) -> None:
    write(index, "Spy", "Draft", live=False, areas_of_study=["secrets"], topics=["secrets"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/areas-of-study/none/", "/topics/%00/", "/authors/none/", "/roles/%00/"])
def test_what_nobody_knows_is_not_found(index: ArticleIndexPage, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_author_has_a_biography_and_pages_of_articles(index: ArticleIndexPage, client: Client) -> None:
    for number in range(14):
        write(index, "Ada", f"Article {number:02}")
    write(index, "Bob", "Somebody else's")
    page = client.get("/authors/ada/").content.decode()
    assert "Ada writes." in page
    assert "14 articles" in page
    assert "Somebody else" not in page
    assert 'href="/authors/ada/?page=2"' in page
    second = client.get("/authors/ada/?page=2").content.decode()
    assert "Page 2 of 2" in second
    assert '<a rel="prev" href="/authors/ada/">' in second


def test_a_slug_that_an_author_had_leads_on(index: ArticleIndexPage, client: Client) -> None:
    author = write(index, "Ada", "Article")
    kind = ContentType.objects.get_for_model(Author)
    LibraryAlias.objects.create(content_type=kind, object_id=author.pk, slug="a-lovelace", name="A. Lovelace")
    answer = client.get("/authors/a-lovelace/")
    assert (answer.status_code, answer["Location"]) == (301, "/authors/ada/")


@pytest.mark.parametrize(
    ("model", "room"), [(AreaOfStudy, "areas-of-study"), (Topic, "topics")], ids=["area of study", "topic"]
)
def test_a_slug_that_a_term_had_leads_on(
    index: ArticleIndexPage, client: Client, model: type[AreaOfStudy] | type[Topic], room: str
) -> None:
    make_article(index, areas_of_study=["engineering"], topics=["engineering"])
    make_article(index, "Draft", live=False, areas_of_study=["secrets"], topics=["secrets"])
    kind = ContentType.objects.get_for_model(model)
    for slug in ("engineering", "secrets"):
        key = model.objects.get(slug=slug).pk
        LibraryAlias.objects.create(content_type=kind, object_id=key, slug=f"old-{slug}", name="Old")
    answer = client.get(f"/{room}/old-engineering/")
    assert (answer.status_code, answer["Location"]) == (301, f"/{room}/engineering/")
    assert client.get(f"/{room}/old-secrets/").status_code == 404


def test_an_area_takes_the_same_queries_for_few_and_for_many(
    index: ArticleIndexPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    make_hub(index, 2)
    with django_assert_max_num_queries(40) as few:
        client.get("/areas-of-study/engineering/")
    make_hub(index, 15)
    with django_assert_max_num_queries(len(few)):
        client.get("/areas-of-study/engineering/")
