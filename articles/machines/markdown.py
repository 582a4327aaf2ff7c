"""An article as Markdown, for machines that read and people who keep notes: all that its page says, links absolute.

Figures lean on their citations by footnotes, which bear the numbers of the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from articles.keeping.portable.markdown import block_as_markdown, markdown_of, plain, quoted, target
from articles.reading import ReadableArticle
from articles.reading.figures import FigureView

if TYPE_CHECKING:
    from articles.models import ArticlePage

LOCAL = re.compile(r'href="(/[^"]*)"')
Absolute = Callable[[str], str]
"""Makes an address of the site's own absolute."""


def article_as_markdown(page: ArticlePage, article: ReadableArticle, absolute: Absolute) -> str:
    return "\n\n".join([_front(page, article, absolute), *filter(None, _parts(page, article, absolute))]) + "\n"


def _front(page: ArticlePage, article: ReadableArticle, absolute: Absolute) -> str:
    """Front matter in JSON, which is YAML too."""
    front = {
        "title": page.title,
        "url": absolute(page.url or "/"),
        "source": article.source_url or None,
        "summary": page.summary or None,
        "authors": [
            {"name": person.name, "credit": credit.label} for credit in article.credits for person in credit.people
        ],
        "published": page.published.isoformat() if page.published else None,
        "updated": page.updated.isoformat() if page.updated else None,
        "first_published": page.first_published or None,
        "areas_of_study": [each.name for each in article.areas_of_study],
        "topics": [each.name for each in article.topics],
    }
    return f"---\n{json.dumps(front, ensure_ascii=False, indent=1)}\n---"


def _parts(page: ArticlePage, article: ReadableArticle, absolute: Absolute) -> Iterator[str]:
    yield f"# {plain(page.title)}"
    yield plain(page.summary)
    yield from _figures(article.key_facts)
    for part in article.body:
        if part.block.block_type == "roles":
            yield from _roles(article, absolute)
        else:
            yield _block(part.block, absolute)
    if not article.roles_in_body:
        yield from _roles(article, absolute)
    yield from _list(_("Programs"), [_link(each.name, each.url) for each in article.programs])
    if page.editors_note:
        yield quoted(_text(page.editors_note, absolute))
    related = [(each.title, absolute(each.page.url) if each.page else each.url) for each in article.related]
    yield from _list(_("Related articles"), [_link(title, url) for title, url in related])
    yield "\n".join(
        f"[^{each.number}]: {_link(each.text, each.url)}" + (f" ({each.accessed.isoformat()})" if each.accessed else "")
        for each in article.citations
    )


def _roles(article: ReadableArticle, absolute: Absolute) -> Iterator[str]:
    for role in article.roles:
        if role.section:
            yield f"## {plain(role.section)}"
        yield f"### {plain(role.title)}"
        yield from _figures((*role.salaries, *role.growth, *role.other_figures))
        yield _text(role.html, absolute)
        yield "\n".join(f"- {plain(label)}: {plain(text)}" for label, text in role.facts)


def _figures(figures: tuple[FigureView, ...]) -> Iterator[str]:
    yield "\n".join(f"- {_figure(each)}" for each in figures)


def _figure(figure: FigureView) -> str:
    said = f"{plain(figure.label.capitalize())}: **{plain(figure.text)}** ({plain(figure.details)})"
    if figure.reference is None:
        return f"{said}, {_('source not stated')}"
    if figure.reference.number is None:
        return f"{said}, {_link(figure.reference.host, figure.reference.url)}"
    return f"{said}[^{figure.reference.number}]"


def _block(block: Any, absolute: Absolute) -> str:
    value = _expanded(block.get_prep_value()["value"], absolute)
    if block.block_type == "image" and block.value.get("image"):
        value = {**value, "src": absolute(block.value["image"].file.url)}
    return block_as_markdown(block.block_type, value)


def _expanded(value: Any, absolute: Absolute) -> Any:
    """The value with the links of its texts as readers follow them."""
    if isinstance(value, str):
        return _with_links(value, absolute) if "<a" in value else value
    if isinstance(value, dict):
        return {name: _expanded(each, absolute) for name, each in value.items()}
    return [_expanded(each, absolute) for each in value] if isinstance(value, list) else value


def _with_links(html: str, absolute: Absolute) -> str:
    return LOCAL.sub(lambda match: f'href="{absolute(match[1])}"', expand_db_html(html))


def _text(html: str, absolute: Absolute) -> str:
    return markdown_of(_with_links(html, absolute)) if html else ""


def _list(heading: str, entries: list[str]) -> Iterator[str]:
    if entries:
        yield f"## {heading}"
        yield "\n".join(f"- {each}" for each in entries)


def _link(text: str, url: str) -> str:
    return f"[{plain(text)}]({target(url)})" if url else plain(text)
