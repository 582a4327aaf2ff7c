"""Lines of pages become pages: all are made before any is written, so that each can lead to every other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Site

from articles.keeping.portable.checks import check_article, check_index
from articles.keeping.portable.directory import Directory
from articles.keeping.portable.lines import BadLine, Line, Placed, batches
from articles.keeping.portable.pages import (
    COLUMNS,
    MOMENTS,
    OF_EVERY_PAGE,
    lines_of_articles,
    lines_of_indexes,
    renamed,
)
from articles.keeping.portable.references import Collector, change_content
from articles.models import ArticleIndexPage, ArticlePage
from articles.site import prepare_site
from articles.sync.content import FOREIGN_KEYS, values_of_content
from articles.sync.importer import import_user
from articles.sync.take_in import PageNotFree, Said, WantedPage, make_page, write_page

ROOT = "/"
Check = Callable[[Line], None]


def take_in_indexes(lines: Iterable[Placed], directory: Directory, problems: list[str]) -> int:
    """Make and write the indexes; how many were written."""
    written = 0
    for batch in batches(lines):
        for each in batch:
            if each.line.get("address") == ROOT:
                _make_home(directory)
        good = make_pages(batch, ArticleIndexPage, check_index, directory, problems)
        pages = _pages(good, ArticleIndexPage, directory)
        there = [page for page in pages.values() if page is not None]
        known = _by_address(lines_of_indexes(there, directory, with_drafts=True))
        for each in good:
            written += _write(each, pages, known, _said_of_index, problems)
    return written


def make_articles(lines: Iterable[Placed], directory: Directory, problems: list[str]) -> None:
    """Make the articles that are not here yet."""
    for batch in batches(lines):
        make_pages(batch, ArticlePage, check_article, directory, problems)


def write_articles(lines: Iterable[Placed], directory: Directory, problems: list[str]) -> int:
    """Write the articles that say something else; how many."""
    written = 0
    for batch in batches(lines):
        directory.forget()
        good = [each for each in batch if not _complaint(each, check_article)]
        pages = _pages(good, ArticlePage, directory)
        there = [page for page in pages.values() if page is not None]
        known = _by_address(lines_of_articles(there, directory, with_drafts=True))
        collected = Collector()
        for each in good:
            for side in ("content", "draft"):
                if each.line[side] is not None:
                    change_content(_with_columns(each.line[side]), collected)
        directory.find_keys(collected.found)
        for each in good:
            written += _write(each, pages, known, lambda content: _said_of_article(content, directory), problems)
    return written


def make_pages(
    batch: Sequence[Placed], model: type[Any], check: Check, directory: Directory, problems: list[str]
) -> list[Placed]:
    """Make the pages that are not here yet; the lines that are good and have their page."""
    good = []
    for each in batch:
        if complaint := _complaint(each, check):
            problems.append(f"{each.place}: {complaint}")
            continue
        good.append(each)
    pages = _pages(good, model, directory)
    made = []
    for each in good:
        try:
            if pages[each.line["address"]] is None:
                _make(each.line, model, directory)
            made.append(each)
        except (BadLine, ValidationError) as error:
            problems.append(f"{each.place}: {_in_words(error)}")
    return made


def _make(line: Line, model: type[Any], directory: Directory) -> None:
    path = directory.path_of(line["address"])
    above, slug = path.rstrip("/").rsplit("/", 1)
    if Page.objects.filter(url_path=path).exists():
        raise BadLine("address: a page of another kind stands there")
    parent = Page.objects.filter(url_path=f"{above}/").first()
    if parent is None:
        raise BadLine(f"address: there is no page above {line['address']}")
    if not model.can_create_at(parent.specific):
        raise BadLine(f"address: a page of this kind cannot stand below {parent.specific_class._meta.verbose_name}")
    make_page(parent, model(title=line["content"]["title"], slug=slug))


def _make_home(directory: Directory) -> None:
    """An installation in which nobody has arranged pages gets its index as the home; any other keeps what it has."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and site.root_page.specific_class is Page:
        prepare_site(site.site_name, site.hostname, site.port)
        directory.forget_root()


def _pages(lines: Sequence[Placed], model: type[Any], directory: Directory) -> dict[str, Any]:
    """Address to page, None where there is none of this kind."""
    paths = {directory.path_of(each.line["address"]): each.line["address"] for each in lines}
    found = {page.url_path: page for page in model.objects.filter(url_path__in=list(paths))}
    return {address: found.get(path) for path, address in paths.items()}


def _by_address(lines: Sequence[Line]) -> dict[str, Line]:
    return {line["address"]: line for line in lines}


def _complaint(each: Placed, check: Check) -> str:
    try:
        check(each.line)
    except BadLine as error:
        return str(error)
    return ""


def _write(
    each: Placed, pages: dict[str, Any], known: dict[str, Line], said_of: Callable[[Line], Said], problems: list[str]
) -> bool:
    line, page = each.line, pages.get(each.line["address"])
    if page is None or known.get(line["address"]) == line:
        return False
    private = line["private"]
    wanted = WantedPage(
        shown=said_of(line["content"]),
        draft=said_of(line["draft"]) if line["draft"] is not None else None,
        live=line["live"],
        locked=line["locked"],
        moments={name: parse_datetime(line[name]) if line[name] else None for name in MOMENTS},
        private=(private["type"], private["groups"]) if private else None,
    )
    try:
        write_page(page, wanted, import_user())
    except (PageNotFree, ValidationError) as error:
        problems.append(f"{each.place}: {_in_words(error)}")
        return False
    return True


def _said_of_index(content: Line) -> Said:
    return Said(own=content)


def _said_of_article(content: Line, directory: Directory) -> Said:
    keyed = change_content(_with_columns(content), directory.key)
    return Said(own={name: content[name] for name in OF_EVERY_PAGE}, values=values_of_content(keyed))


def _with_columns(content: Line) -> Line:
    """The content with its children's columns called as they are in the database."""
    children = {
        relation: [renamed(child, FOREIGN_KEYS[column], column) for child in content[relation]]
        for relation, column in COLUMNS.items()
    }
    return {**content, **children}


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
    return str(error)
