"""The JSON API: every structured field under the contract's name, shared entries by name, nothing of drafts."""

from __future__ import annotations

import pytest

from articles.models import ArticleRelated, Author, Program, Role
from tests.articles.factories import BLS, PROGRAM, make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index()


def fetch(client, page):
    response = client.get(f"/api/v2/pages/{page.pk}/")
    assert response.status_code == 200
    return response.json()


def names(entries):
    return [entry["name"] for entry in entries]


def test_structured_fields(client, index):
    data = fetch(client, make_full_article(index))
    assert data["title"] == "Jobs in Engineering Management"
    assert (data["published"], data["updated"], data["first_published"]) == ("2024-07-25", "2025-01-09", "2022-10")
    assert data["summary"].startswith("Nine jobs")
    assert names(data["areas_of_study"]) == ["Engineering"]
    assert names(data["topics"]) == ["Career Advancement", "Industry Trends"]
    assert [(row["author"]["name"], row["role"]) for row in data["authors"]] == [
        ("Shaday Stewart", "author"),
        ("Imani Okafor", "reviewer"),
    ]
    assert data["editors_note"].startswith("<p>Originally")


def test_roles_figures_and_citations(client, index):
    data = fetch(client, make_full_article(index))
    role = data["roles"][0]
    assert role["title"] == role["role"]["name"] == "Engineering Manager"
    assert role["facts"] == [
        {"label": "Skills", "text": "Planning, budgets"},
        {"label": "Primary duties", "text": "Leading people"},
    ]
    salary = data["figures"][0]
    assert (salary["amount"], salary["citation"], salary["end_year"]) == (165370, BLS, 2023)
    assert [citation["text"] for citation in data["citations"]] == ["Bureau of Labor Statistics", "O*NET"]
    assert data["programs"][0]["program"]["url"] == PROGRAM


def test_words_stay_where_the_library_has_no_entry(client, index):
    article = make_full_article(index)
    for model in (Author, Program, Role):
        model.objects.all().delete()
    data = fetch(client, article)
    assert [(row["author"], row["name"]) for row in data["authors"]] == [
        (None, "Shaday Stewart"),
        (None, "Imani Okafor"),
    ]
    assert (data["roles"][0]["role"], data["roles"][0]["title"]) == (None, "Engineering Manager")
    program = data["programs"][0]
    assert (program["program"], program["name"], program["url"]) == (None, "Master of Engineering Management", PROGRAM)


def test_the_librarys_name_comes_first(client, index):
    article = make_full_article(index)
    Author.objects.filter(slug="shaday-stewart").update(name="Dr. Shaday Stewart")
    assert fetch(client, article)["authors"][0]["name"] == "Dr. Shaday Stewart"


def test_body_keeps_block_types_and_ids(client, index):
    article = make_full_article(index)
    body = fetch(client, article)["body"]
    assert [(block["type"], block["id"]) for block in body] == [(b.block_type, b.id) for b in article.body]


def test_related_pages_only_where_readers_may_see_them(client, index):
    article = make_article(index, "Here")
    live, draft = make_article(index, "Live"), make_article(index, "Secret draft", live=False)
    article.related = [ArticleRelated(title="One", related_page=live), ArticleRelated(title="Two", related_page=draft)]
    article.save_revision().publish()
    related = fetch(client, article)["related"]
    assert related[0]["related_page"] == {"id": live.pk, "title": "Live", "html_url": live.full_url}
    assert related[1]["related_page"] is None


def test_drafts_stay_out(client, index):
    draft = make_article(index, "Draft", live=False)
    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
    listed = client.get("/api/v2/pages/?type=articles.ArticlePage").json()
    assert listed["meta"]["total_count"] == 0


def test_list_with_fields_order_and_search(client, index):
    make_full_article(index)
    make_article(index, "Another")
    listed = client.get("/api/v2/pages/?type=articles.ArticlePage&fields=summary,topics&order=-published").json()
    assert {tuple(names(item["topics"])) for item in listed["items"]} == {("Career Advancement", "Industry Trends"), ()}
    found = client.get("/api/v2/pages/?type=articles.ArticlePage&search=Okafor").json()
    assert found["meta"]["total_count"] == 1
