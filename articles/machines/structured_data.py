"""What an article is, as schema.org's JSON-LD. Says what the page says and nothing else: no figure is converted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail.models import Page

from articles.machines.linked_data import salary
from articles.reading import ReadableArticle
from articles.reading.scale import span_of

if TYPE_CHECKING:
    from articles.models import ArticlePage
    from articles.models.evidence import ArticleFigure

Data = dict[str, Any]
Absolute = Callable[[str], str]
AUTHOR = "author"


def article_data(
    page: ArticlePage, article: ReadableArticle, breadcrumbs: Sequence[Page], site_name: str, absolute: Absolute
) -> Data:
    """Article, breadcrumbs, questions and occupations, in one graph."""
    return {
        "@graph": [
            _article(page, article, site_name, absolute),
            _breadcrumbs(page, breadcrumbs, absolute),
            *_questions(article),
            *_occupations(page, article),
        ],
    }


def _article(page: ArticlePage, article: ReadableArticle, site_name: str, absolute: Absolute) -> Data:
    address = absolute(page.url or "/")
    people = [{"@type": "Person", "name": entry.shown_name} for entry in page.authors.all() if entry.role == AUTHOR]
    return _said(
        {
            "@type": "Article",
            "@id": f"{address}#article",
            "mainEntityOfPage": address,
            "headline": page.title,
            "description": page.summary,
            "author": people,
            "datePublished": page.published.isoformat() if page.published else page.first_published,
            "dateModified": page.updated.isoformat() if page.updated else "",
            "inLanguage": page.locale.language_code,
            "timeRequired": f"PT{article.minutes}M",
            "isBasedOn": article.source_url,
            "articleSection": [each.name for each in article.areas_of_study],
            "keywords": [each.name for each in article.topics],
            "citation": [
                _said({"@type": "CreativeWork", "name": each.text, "url": each.url}) for each in article.citations
            ],
            "publisher": _said({"@type": "Organization", "name": site_name}),
        }
    )


def _breadcrumbs(page: Page, above: Sequence[Page], absolute: Absolute) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": each.title, "item": absolute(each.url or "/")}
            for place, each in enumerate((*above, page), start=1)
        ],
    }


def _questions(article: ReadableArticle) -> Iterator[Data]:
    questions = [
        {
            "@type": "Question",
            "name": item["question"],
            "acceptedAnswer": {"@type": "Answer", "text": strip_tags(item["answer_html"].source).strip()},
        }
        for part in article.body
        if part.block.block_type == "faq"
        for item in part.block.value["items"]
    ]
    if questions:
        yield {"@type": "FAQPage", "mainEntity": questions}


def _occupations(page: ArticlePage, article: ReadableArticle) -> Iterator[Data]:
    salaries: dict[str, list[Data]] = {}
    for figure in page.figures.all():
        if said := _salary(figure):
            salaries.setdefault(figure.role, []).append(said)
    for role in article.roles:
        yield _said(
            {
                "@type": "Occupation",
                "name": role.title,
                "description": strip_tags(role.html).strip()[:500],
                "estimatedSalary": salaries.get(role.title, []),
            }
        )


def _salary(figure: ArticleFigure) -> Data | None:
    """None where the article does not say in which currency, or for how long a time."""
    span = span_of(figure)
    return salary(figure.currency, figure.period, *span, is_median=figure.statistic == "median") if span else None


def _said(data: Data) -> Data:
    """Without what the page is silent about."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
