"""Articles that name roles and what they pay, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from articles.models import (
    ArticleCitation,
    ArticleFigure,
    ArticleIndexPage,
    ArticlePage,
    ArticleProgram,
    ArticleRole,
    Program,
    Role,
)
from tests.articles.factories import make_article


def make_role(name: str) -> Role:
    slug = name.lower().replace(" ", "-")
    return Role.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def salary(amount: float | None = None, **fields: Any) -> dict[str, Any]:
    said = {"kind": "salary", "currency": "USD", "period": "year", "statistic": "median", "amount": amount}
    text = f"${amount:,.0f}" if amount else "a good salary"
    return {**said, "text": text, "start_year": 2024, "end_year": 2024, **fields}


def growth(amount: float, **fields: Any) -> dict[str, Any]:
    return {"kind": "growth", "amount": amount, "text": f"{amount:g} percent", **fields}


def name_role(article: ArticlePage, name: str, *figures: dict[str, Any], title: str = "", **fields: Any) -> ArticleRole:
    """Let the article speak of the role, with these figures in its text."""
    row = ArticleRole.objects.create(page=article, role=make_role(name), title=title or name, **fields)
    for figure in figures:
        ArticleFigure.objects.create(page=article, role=row.title, **figure)
    return row


def cite(article: ArticlePage, url: str, text: str) -> None:
    ArticleCitation.objects.create(page=article, url=url, text=text)


def lead_to(article: ArticlePage, name: str) -> Program:
    url = f"https://hub.example.edu/program/{name.lower().replace(' ', '-')}/"
    program = Program.objects.get_or_create(url=url, defaults={"name": name})[0]
    ArticleProgram.objects.create(page=article, program=program, name=name, url=url)
    return program


def make_hub(index: ArticleIndexPage, number: int = 3) -> list[ArticlePage]:
    """Articles of which each names two roles and leads to two programs."""
    articles = []
    for place in range(number):
        article = make_article(index, f"Careers {place}", areas_of_study=["engineering"], topics=["trends"])
        name_role(article, f"Engineer {place}", salary(100_000 + place), growth(place + 1))
        name_role(article, "Data scientist", salary(112_590), salary(54.5, period="hour"))
        lead_to(article, f"Program {place}")
        lead_to(article, "Master of Data")
        articles.append(article)
    return articles


def make_paid_jobs(index: ArticleIndexPage) -> None:
    """Two articles that name two roles with pay, one by the hour, of which one leads to the programs Art and Law."""
    article = make_article(index, "Jobs in nursing", slug="jobs", areas_of_study=["health"], topics=["trends"])
    figures = (salary(80_000), salary(40, period="hour"), salary(70_000, statistic="mean"))
    name_role(article, "Nurse", *figures, growth(6), html="<p>Cares.</p>", facts=[{"label": "Skills", "text": "Calm"}])
    name_role(article, "Welder", salary(None, low=40_000, high=60_000, statistic="", text="$40,000 to $60,000"))
    other = make_article(index, "More jobs", slug="more-jobs", areas_of_study=["health"])
    name_role(other, "Nurse", salary(90_000))
    for name in ("Art", "Law"):
        lead_to(article, name)
