"""What a reader sees of an article: the page's fields arranged for its template, in plain frozen values.

Knows no HTTP. Source of truth is the page object it is given, so a preview shows what the editor has typed, unsaved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from articles.reading.article_link import ArticleLink
from articles.reading.at_hand import linked_pages, texts_in, visible_pages
from articles.reading.body import DEEPEST_LEVEL, BodyPart, arrange_body, first_picture
from articles.reading.byline import Credit, credits_of, partial_date
from articles.reading.fetch import fetch
from articles.reading.figures import CitedSource, FigureView, References
from articles.reading.outline import Section, minutes_to_read, outline_of
from articles.reading.programs import ProgramLink, program_links
from articles.reading.related import RelatedLink, alike_links, pages_by_address, related_links
from articles.reading.roles import RoleCard, role_cards
from articles.reading.scale import Scales

if TYPE_CHECKING:
    from articles.models.index_page import ArticleIndexPage
    from articles.models.pages import ArticlePage
    from articles.models.taxonomy import AreaOfStudy, Topic

__all__ = ["ReadableArticle", "read_article"]


@dataclass(frozen=True, kw_only=True)
class ReadableArticle:
    credits: tuple[Credit, ...]
    first_published: str
    """The month, day or year in words; empty when the article does not say."""
    areas_of_study: tuple[AreaOfStudy, ...]
    topics: tuple[Topic, ...]
    key_facts: tuple[FigureView, ...]
    """The figures that belong to no role of the article."""
    body: tuple[BodyPart, ...]
    roles: tuple[RoleCard, ...]
    roles_in_body: bool
    """Whether the body marks the roles' place; they stand after it when not."""
    section_level: int
    """Heading level of a heading over several roles."""
    role_level: int
    """Heading level of a role's title."""
    programs: tuple[ProgramLink, ...]
    citations: tuple[CitedSource, ...]
    related: tuple[RelatedLink, ...]
    alike: tuple[RelatedLink, ...]
    """On the same subject, where few are named as related; what nobody named."""
    outline: tuple[Section, ...]
    """The sections that a table of contents leads to."""
    minutes: int
    """To read it, at a calm pace."""
    source_url: str
    """Where the article came from; empty for one made by hand."""
    is_source_original: bool
    older: ArticleLink | None
    newer: ArticleLink | None
    picture: str
    """Address of the first picture, the hub's own copy where it has one; empty where there is none."""
    pages: Mapping[int, Page]
    """What the article links to, for `at_hand`."""


def read_article(article: ArticlePage, index: ArticleIndexPage | None = None) -> ReadableArticle:
    """With the index the article is read as it stands in the database, in few queries; without, as it is in memory."""
    around = fetch(article, index) if index is not None else None
    addresses = pages_by_address(article.related.all(), around.pages_by_address if around else None)
    texts = texts_in(article)
    alike = around.alike if around else ()
    keys = linked_pages(texts) | set(addresses.values()) | set(alike)
    pages = visible_pages(keys | {row.related_page_id for row in article.related.all() if row.related_page_id})
    body = arrange_body(article.body)
    figures = list(article.figures.all())
    scales = Scales(figure for figure in figures if figure.role)
    references = References(article.citations.all(), around.link_states if around else {}, scales)
    roles = list(article.roles.all())
    titles = {role.title for role in roles}
    # References are numbered from the top of the page down: key facts come before the roles.
    key_facts = tuple(references.figure(figure) for figure in figures if figure.role not in titles)
    related = related_links(article.related.all(), shown_on=article, known=addresses, pages=pages)
    cards = role_cards(roles, figures, references, body.heading_texts)
    return ReadableArticle(
        credits=credits_of(article.authors.select_related("author")),
        first_published=partial_date(article.first_published),
        areas_of_study=tuple(article.areas_of_study.all()),
        topics=tuple(article.topics.all()),
        key_facts=key_facts,
        body=body.parts,
        roles=cards,
        roles_in_body=body.has_roles,
        section_level=body.role_level,
        role_level=min(body.role_level + any(card.section for card in cards), DEEPEST_LEVEL),
        programs=program_links(article.programs.select_related("program")),
        citations=references.cited_sources(),
        related=related,
        alike=alike_links(alike, shown_on=article, named=related, pages=pages),
        outline=outline_of(body, cards),
        minutes=minutes_to_read(texts),
        source_url=around.source_url if around else "",
        is_source_original=bool(around and around.is_source_original),
        older=around.older if around else None,
        newer=around.newer if around else None,
        picture=first_picture(body.parts),
        pages=pages,
    )
