"""The figures at a glance: as of when, and whether the page cites where they come from."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.admin.provenance.figures import about_figures
from articles.models import ArticleCitation, ArticleFigure, ArticlePage, SourceDocument


def told(*figures: ArticleFigure, citations: tuple[str, ...] = ()) -> dict[str, Any] | None:
    page = ArticlePage(title="Pay")
    page.figures = list(figures)
    page.citations = [ArticleCitation(url=url) for url in citations]
    return about_figures(page)


def figure(**values: Any) -> ArticleFigure:
    return ArticleFigure(kind="salary", text="$1", **values)


def test_dates_and_citations(db: None) -> None:
    found = told(
        figure(end_year=2024, start_year=2024, citation="https://statistics.example/a/"),
        figure(start_year=2023, end_year=2033, citation="https://elsewhere.example/"),
        figure(),
        citations=("https://statistics.example/a",),
    )
    assert found is not None
    assert [(each.as_of, each.state) for each in found["figures"]] == [
        ("2024", "cited"),
        ("2023–2033", "missing"),
        ("", "none"),
    ]
    assert found["summary"] == "3 figures, 1 without a date, 1 without a citation, 1 not among the citations"


def test_a_page_without_figures_has_no_such_panel(db: None) -> None:
    assert told() is None


def test_the_panel_stands_with_the_figures(client: Client, document: SourceDocument) -> None:
    html = client.get(reverse("wagtailadmin_pages:edit", args=[document.page_id])).content.decode()
    assert "2 figures, 1 without a date, 1 without a citation" in html
