"""The hub in figures: how many articles, roles and sourced salaries there are, and when the newest was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, QuerySet

from articles.models.evidence import ArticleFigure
from articles.models.parts import ArticleProgram, ArticleRole

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


@dataclass(frozen=True, kw_only=True)
class Numbers:
    articles: int
    roles: int
    programs: int
    salaries: int
    sourced: int
    """Of the salaries, those that name their source."""
    newest: date | None


def numbers_of(articles: QuerySet[ArticlePage]) -> Numbers:
    """In four queries."""
    keys = articles.values("pk")
    found = articles.aggregate(number=Count("pk"), newest=Max("published"))
    salaries = ArticleFigure.objects.filter(kind=ArticleFigure.Kind.SALARY, page__in=keys)
    counted = salaries.aggregate(number=Count("pk"), sourced=Count("pk", filter=~Q(citation="")))
    roles = ArticleRole.objects.filter(page__in=keys).aggregate(number=Count("role", distinct=True))
    programs = ArticleProgram.objects.filter(page__in=keys).aggregate(number=Count("program", distinct=True))
    return Numbers(
        articles=found["number"],
        newest=found["newest"],
        roles=roles["number"],
        programs=programs["number"],
        salaries=counted["number"],
        sourced=counted["sourced"],
    )
