"""Pages as lines: what the site shows, what is drafted beside it, and who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wagtail.models import Page, PageViewRestriction, Revision

from articles.keeping.portable.directory import Directory
from articles.keeping.portable.lines import Line, batches, plain
from articles.keeping.portable.references import Collector, change_content
from articles.models import ArticleIndexPage, ArticlePage
from articles.sync.content import FOREIGN_KEYS, content_of_revision, content_of_values, values_of_content

INDEXES, ARTICLES = "indexes.jsonl", "articles.jsonl"
OF_EVERY_PAGE = ("slug", "seo_title", "show_in_menus")
OF_AN_INDEX = ("title", *OF_EVERY_PAGE, "search_description", "introduction")
MOMENTS = ("first_published_at", "last_published_at")
COLUMNS = {"authors": "author_id", "roles": "role_id", "programs": "program_id", "related": "related_page_id"}
"""Relation to the column of its children that leads elsewhere; a line calls it as a revision does."""


def index_lines(pages: Iterable[ArticleIndexPage], directory: Directory, *, with_drafts: bool) -> Iterator[Line]:
    for batch in batches(pages):
        yield from lines_of_indexes(batch, directory, with_drafts=with_drafts)


def article_lines(pages: Iterable[ArticlePage], directory: Directory, *, with_drafts: bool) -> Iterator[Line]:
    for batch in batches(pages):
        directory.forget()
        yield from lines_of_articles(batch, directory, with_drafts=with_drafts)


def lines_of_indexes(pages: Sequence[ArticleIndexPage], directory: Directory, *, with_drafts: bool) -> list[Line]:
    return _lines(pages, _index_content, directory, with_drafts=with_drafts)


def lines_of_articles(pages: Sequence[ArticlePage], directory: Directory, *, with_drafts: bool) -> list[Line]:
    lines = _lines(pages, _article_content, directory, with_drafts=with_drafts)
    collected = Collector()
    contents = [line[side] for line in lines for side in ("content", "draft") if line[side]]
    for content in contents:
        change_content(content, collected)
    directory.find_names(collected.found)
    return [
        {**line, **{side: line[side] and named(line[side], directory) for side in ("content", "draft")}}
        for line in lines
    ]


def named(content: Mapping[str, Any], directory: Directory) -> Line:
    """The content with names for keys: terms in the order of their names, they are sets."""
    found = change_content(content, directory.name)
    for name in ("areas_of_study", "topics"):
        found[name] = sorted(set(found[name]))
    for relation, column in COLUMNS.items():
        found[relation] = [renamed(child, column, FOREIGN_KEYS[column]) for child in found[relation]]
    return found


def renamed(child: Mapping[str, Any], old: str, new: str) -> Line:
    return {new if name == old else name: value for name, value in child.items()}


def _lines(pages: Sequence[Any], content_of: Any, directory: Directory, *, with_drafts: bool) -> list[Line]:
    latest = Revision.objects.in_bulk([page.latest_revision_id for page in pages if page.latest_revision_id])
    restrictions = _restrictions(pages)
    lines = []
    for page in pages:
        revision = latest.get(page.latest_revision_id)
        has_draft = page.live and page.has_unpublished_changes and revision is not None
        # Without a draft, the latest revision is what is shown, or what an unpublished page would show.
        shown = page.serializable_data() if has_draft or revision is None else revision.content
        lines.append(
            plain(
                {
                    "address": directory.address_of(page.url_path),
                    "live": page.live,
                    "locked": page.locked,
                    "private": restrictions.get(page.pk),
                    **{name: getattr(page, name) for name in MOMENTS},
                    "content": content_of(shown),
                    "draft": content_of(revision.content) if has_draft and with_drafts and revision else None,
                }
            )
        )
    return lines


def _index_content(raw: Mapping[str, Any]) -> Line:
    return {name: raw.get(name) or (False if name == "show_in_menus" else "") for name in OF_AN_INDEX}


def _article_content(raw: Mapping[str, Any]) -> Line:
    content = content_of_values(values_of_content(content_of_revision(raw)))
    return {**{name: raw.get(name) or (False if name == "show_in_menus" else "") for name in OF_EVERY_PAGE}, **content}


def _restrictions(pages: Sequence[Page]) -> dict[int, Line]:
    """Of the pages themselves; a password is a secret and stays here."""
    found = PageViewRestriction.objects.filter(page__in=[page.pk for page in pages]).prefetch_related("groups")
    return {
        each.page_id: {"type": each.restriction_type, "groups": sorted(group.name for group in each.groups.all())}
        for each in found
    }
