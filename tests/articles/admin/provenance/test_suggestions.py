"""Related articles that are suggested: by what they share; never the page itself, nor what it names already."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.admin.provenance.suggestions import suggestions_for
from articles.models import ArticlePage, ArticleRelated
from scraper.items import Term
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article, role

AREA = [Term(name="Engineering", slug="engineering")]
OTHER_AREA = [Term(name="Nursing", slug="nursing")]


def page(slug: str = "careers") -> Any:
    return ArticlePage.objects.get(slug=slug).get_latest_revision_as_object()


def suggested(slug: str = "careers") -> list[str]:
    return [each.page.slug for each in suggestions_for(page(slug))]


def fill(hub: Hub) -> None:
    lead, nurse = role("Engineering manager"), role("Nurse")
    far = {"areas_of_study": OTHER_AREA, "topics": [], "roles": [nurse]}
    hub.sync(
        article(related=[]),
        article("same-area", related=[], topics=[], roles=[nurse]),
        article("same-role", related=[], topics=[], roles=[lead], areas_of_study=OTHER_AREA),
        article("nothing-shared", related=[], **far),
        article("all-shared", related=[]),
    )


def test_who_shares_most_comes_first(hub: Hub) -> None:
    fill(hub)
    assert suggested() == ["all-shared", "same-role", "same-area"]
    first = suggestions_for(page())[0]
    assert first.shared == ["Engineering manager", "Project Managers", "Careers", "Salaries", "Engineering"]
    assert first.url == "https://hub.example/articles/all-shared/"


def test_words_decide_between_equals(hub: Hub) -> None:
    terms: Any = {"related": [], "summary": ""}
    hub.sync(
        article(related=[], title="Paying for graduate school"),
        article("far", title="Bridges and tunnels", **terms),
        article("near", title="Paying for graduate school abroad", **terms),
        article("farther", title="Nothing alike", **terms),
    )
    assert suggested()[0] == "near"


def test_what_is_related_already_is_not_suggested(hub: Hub, editor: Any) -> None:
    fill(hub)
    chosen = ArticleRelated(related_page=ArticlePage.objects.get(slug="all-shared"))
    by_address = ArticleRelated(title="Same role", url="https://hub.example/articles/same-role/")
    edit(ArticlePage.objects.get(slug="careers"), editor, related=[chosen, by_address])
    assert suggested() == ["same-area"]


def test_who_shares_nothing_gets_no_suggestion(hub: Hub, client: Client) -> None:
    hub.sync(article(related=[]), article("alone", related=[], topics=[], roles=[], areas_of_study=OTHER_AREA))
    assert suggested("alone") == []
    address = reverse("wagtailadmin_pages:edit", args=[ArticlePage.objects.get(slug="alone").pk])
    assert "No other article shares a role or a term" in client.get(address).content.decode()


def test_the_panel_escapes_what_the_source_says(hub: Hub, client: Client) -> None:
    hub.sync(article(related=[]), article("evil", related=[], title='"><script>alert(1)</script>'))
    address = reverse("wagtailadmin_pages:edit", args=[ArticlePage.objects.get(slug="careers").pk])
    html = client.get(address).content.decode()
    assert "data-suggestion-add" in html
    assert "<script>alert(1)" not in html


def test_the_number_of_queries_is_bounded(hub: Hub, django_assert_max_num_queries: Any) -> None:
    fill(hub)
    one = page()
    with django_assert_max_num_queries(9):
        suggestions_for(one)
    hub.sync(article(related=[]), *(article(f"more-{number}", related=[]) for number in range(20)))
    one = page()
    with django_assert_max_num_queries(9):
        assert len(suggestions_for(one)) == 8
