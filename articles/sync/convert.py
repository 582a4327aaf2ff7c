"""A scraped article as the values of a page: lengths, dates and forms as the page's fields want them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from django.utils.text import slugify

from articles.sync.body import Raw, stream_data
from articles.sync.library import Library, name_slug, role_slug, term_slug
from articles.sync.rich_text import rich_text
from articles.sync.shorten import one_line, shortened
from scraper.items import Figure, ScrapedArticle, Term

TITLE_LIMIT = 255
SLUG_LIMIT = 255
ADDRESS_LIMIT = 1000
LINK_TEXT_LIMIT = 500
AUTHOR_ROLE_LIMIT = 50
CURRENCY_LIMIT = 3
PERIOD_LIMIT = 10
STATISTIC_LIMIT = 20
Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PageValues:
    fields: Values
    """The page's plain fields."""
    body: list[Raw]
    children: dict[str, list[Values]]
    """Relation to the values of its children, in order."""
    terms: dict[str, list[int]]
    """Many-to-many relation to the primary keys of its terms."""
    remarks: list[str] = field(default_factory=list)
    """What did not fit the page, in words for the report."""


def page_values(article: ScrapedArticle, library: Library) -> PageValues:
    """What the page says when it says what the article says. The library must be stocked with the article."""
    remarks = []
    title = shortened(article.title, TITLE_LIMIT)
    if title != one_line(article.title):
        remarks.append(f"the title has {len(one_line(article.title))} characters and was shortened")
    if left_out := _too_long_addresses(article):
        remarks.append(f"left out for an address that is too long: {', '.join(left_out)}")
    summary = (article.summary or "").strip()
    return PageValues(
        fields={
            "title": title,
            "published": _day(article.published),
            "updated": _day(article.updated),
            "first_published": (article.first_published or "")[:10],
            "summary": summary,
            "search_description": summary,
            "editors_note": rich_text(article.editors_note.html if article.editors_note else ""),
        },
        body=stream_data(article.blocks),
        children={
            "authors": _authors(article, library),
            "roles": _roles(article, library),
            "figures": [_figure(figure) for figure in article.figures],
            "citations": _citations(article),
            "programs": _programs(article, library),
            "related": _related(article),
        },
        terms={
            "areas_of_study": _keys(article.areas_of_study, library.areas_of_study),
            "topics": _keys(article.topics, library.topics),
        },
        remarks=remarks,
    )


def page_slug(article: ScrapedArticle) -> str:
    """The article's slug in the characters that a page's slug may have; never empty."""
    return slug_of(article.slug, article.title)


def slug_of(slug: str, title: str) -> str:
    own = slugify(unquote(slug), allow_unicode=True) or slugify(title, allow_unicode=True)
    return own[:SLUG_LIMIT].strip("-") or "article"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _keys(terms: list[Term], known: dict[str, int]) -> list[int]:
    return list(dict.fromkeys(known[term_slug(term)] for term in terms))


def _authors(article: ScrapedArticle, library: Library) -> list[Values]:
    return [
        {
            "author_id": library.authors[name_slug(author.name)],
            "name": shortened(author.name, TITLE_LIMIT),
            "role": shortened(author.role, AUTHOR_ROLE_LIMIT) or "author",
        }
        for author in article.authors
    ]


def _roles(article: ScrapedArticle, library: Library) -> list[Values]:
    return [
        {
            "role_id": library.roles[role_slug(role.title)],
            "title": shortened(role.title, TITLE_LIMIT),
            "html": rich_text(role.html),
            "section": shortened(role.section, TITLE_LIMIT),
            "facts": [{"label": label, "text": text} for label, text in role.facts.items()],
        }
        for role in article.roles
    ]


def _figure(figure: Figure) -> Values:
    return {
        "kind": figure.kind,
        "text": shortened(figure.text, TITLE_LIMIT),
        "amount": figure.amount,
        "low": figure.low,
        "high": figure.high,
        "currency": (figure.currency or "")[:CURRENCY_LIMIT],
        "period": shortened(figure.period, PERIOD_LIMIT),
        "statistic": shortened(figure.statistic, STATISTIC_LIMIT),
        "start_year": figure.start_year,
        "end_year": figure.end_year,
        "citation": figure.citation if figure.citation and len(figure.citation) <= ADDRESS_LIMIT else "",
        "role": shortened(figure.role, TITLE_LIMIT),
    }


def _citations(article: ScrapedArticle) -> list[Values]:
    return [
        {
            "url": citation.url,
            "text": shortened(citation.text, LINK_TEXT_LIMIT),
            "claim": citation.claim.strip(),
            "accessed": _day(citation.accessed),
        }
        for citation in article.citations
        if len(citation.url) <= ADDRESS_LIMIT
    ]


def _programs(article: ScrapedArticle, library: Library) -> list[Values]:
    return [
        {
            # None where the address is longer than the library takes: the words stand on the page all the same.
            "program_id": library.programs.get(program.url),
            "name": shortened(program.name, TITLE_LIMIT) or program.url[:TITLE_LIMIT],
            "url": program.url,
        }
        for program in article.programs
        if len(program.url) <= ADDRESS_LIMIT
    ]


def _related(article: ScrapedArticle) -> list[Values]:
    return [
        {
            "title": shortened(related.title, TITLE_LIMIT) or related.url[:TITLE_LIMIT],
            "url": related.url,
            # The source names no page of this hub: `articles.sync.page_links` finds it by the address.
            "related_page_id": None,
            "published": _day(related.published),
            "excerpt": (related.excerpt or "").strip(),
            "areas_of_study": [{"name": term.name, "slug": term.slug} for term in related.areas_of_study],
            "topics": [{"name": term.name, "slug": term.slug} for term in related.topics],
        }
        for related in article.related
        if len(related.url) <= ADDRESS_LIMIT
    ]


def _too_long_addresses(article: ScrapedArticle) -> list[str]:
    left_out = [one_line(citation.text) for citation in article.citations if len(citation.url) > ADDRESS_LIMIT]
    left_out += [program.name for program in article.programs if len(program.url) > ADDRESS_LIMIT]
    left_out += [related.title for related in article.related if len(related.url) > ADDRESS_LIMIT]
    return left_out
