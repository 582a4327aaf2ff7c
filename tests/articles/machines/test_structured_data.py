"""JSON-LD says what the page says, as data, and nothing in it can end its element."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.machines.linked_data import salary, script
from articles.models import ArticleIndexPage
from tests.articles.factories import make_article, make_document, make_full_article, make_index

pytestmark = pytest.mark.django_db
MEDIAN = "MonetaryAmountDistribution"


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def graph_of(client: Client, address: str) -> dict[str, list[dict[str, Any]]]:
    """The nodes of a page's graph by their types."""
    html = client.get(address).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    nodes: dict[str, list[dict[str, Any]]] = {}
    for node in data["@graph"]:
        nodes.setdefault(node["@type"], []).append(node)
    return nodes


def test_the_article(index: ArticleIndexPage, client: Client) -> None:
    page = make_full_article(index)
    make_document(page, "https://hub.example.edu/knowledge-hub/jobs/")
    [article] = graph_of(client, "/jobs-in-engineering-management/")["Article"]
    assert article["headline"] == "Jobs in Engineering Management"
    assert article["author"] == [{"@type": "Person", "name": "Shaday Stewart"}], "a reviewer is no author"
    assert (article["datePublished"], article["dateModified"]) == ("2024-07-25", "2025-01-09")
    assert article["isBasedOn"] == "https://hub.example.edu/knowledge-hub/jobs/"
    assert article["mainEntityOfPage"] == "http://localhost/jobs-in-engineering-management/"
    assert [each["name"] for each in article["citation"]] == ["Bureau of Labor Statistics", "O*NET"]


def test_breadcrumbs_questions_and_occupations(index: ArticleIndexPage, client: Client) -> None:
    make_full_article(index)
    nodes = graph_of(client, "/jobs-in-engineering-management/")
    assert [each["name"] for each in nodes["BreadcrumbList"][0]["itemListElement"]] == [
        "Knowledge hub",
        "Jobs in Engineering Management",
    ]
    [question, *_] = nodes["FAQPage"][0]["mainEntity"]
    assert question["acceptedAnswer"]["text"]
    assert "<" not in question["acceptedAnswer"]["text"]
    manager, quality = nodes["Occupation"]
    assert manager["estimatedSalary"] == [salary("USD", "year", 165370, 165370, is_median=True)]
    assert "estimatedSalary" not in quality, "nothing is invented where the article is silent"


def test_what_an_article_is_silent_about_is_not_there(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Bare", slug="bare")
    nodes = graph_of(client, "/bare/")
    assert set(nodes) == {"Article", "BreadcrumbList"}
    assert nodes["Article"][0].keys() & {"author", "datePublished", "isBasedOn", "citation", "description"} == set()


def test_nothing_in_it_ends_its_element(index: ArticleIndexPage, client: Client) -> None:
    hostile = "</script><script>alert(1)</script><!--"
    make_article(index, hostile, slug="hostile", summary=hostile)
    [article] = graph_of(client, "/hostile/")["Article"]
    assert (article["headline"], article["description"]) == (hostile, hostile)
    assert "<script>alert" not in client.get("/hostile/").content.decode()
    assert "</script><" not in str(script({"name": hostile}))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("USD", "year", 5, 5, True), {"@type": MEDIAN, "currency": "USD", "duration": "P1Y", "median": 5}),
        (("USD", "", 5, 5, True), {"@type": MEDIAN, "currency": "USD", "median": 5}),
        (
            ("EUR", "hour", 5, 9, True),
            {
                "@type": "MonetaryAmount",
                "currency": "EUR",
                "value": {"@type": "QuantitativeValue", "minValue": 5, "maxValue": 9, "unitText": "HOUR"},
            },
        ),
        (
            ("EUR", "", 5, 5, False),
            {"@type": "MonetaryAmount", "currency": "EUR", "value": {"@type": "QuantitativeValue", "value": 5}},
        ),
    ],
)  # fmt: skip
def test_a_salary_is_as_it_is_stated(said: tuple[str, str, float, float, bool], expected: dict[str, Any]) -> None:
    currency, period, low, high, is_median = said
    assert salary(currency, period, low, high, is_median=is_median) == expected
