"""What an article says, as plain data in one form for all sides of a merge.

Fields and dates as JSON has them, terms as keys of the library, children as lists of values, the body as stream data.
The form is made of a record (what the source says), or of a revision (what the page says), and becomes a page's values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from articles.sync.convert import PageValues, page_values
from articles.sync.library import Library
from articles.sync.merging.parts import TERMS, Content
from scraper.items import ScrapedArticle

DATES = frozenset({"published", "updated"})
"""Of the page's own fields."""
CHILD_DATES = frozenset({"published", "accessed"})
# Named by their column in an import's values, by their relation in a revision.
FOREIGN_KEYS = {"author_id": "author", "role_id": "role", "program_id": "program", "related_page_id": "related_page"}
CHILD_FIELDS: dict[str, tuple[str, ...]] = {
    "authors": ("author_id", "name", "role"),
    "roles": ("role_id", "title", "html", "section", "facts"),
    "figures": (
        "kind", "text", "amount", "low", "high", "currency", "period", "statistic", "start_year", "end_year",
        "citation", "role",
    ),
    "citations": ("url", "text", "claim", "accessed"),
    "programs": ("program_id", "name", "url"),
    "related": ("title", "url", "related_page_id", "published", "excerpt", "areas_of_study", "topics"),
}  # fmt: skip
"""What the source says of a child; whatever else an editor gave it stays with it."""
FIELDS = ("title", "published", "updated", "first_published", "summary", "search_description", "editors_note")


def content_of_article(article: ScrapedArticle, library: Library) -> Content:
    """What the source says. The library must know the article's terms, people, roles and programs."""
    return content_of_values(page_values(article, library))


def content_of_values(values: PageValues) -> Content:
    content: Content = {**values.fields, **values.children, **values.terms, "body": values.body}
    plain: Content = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain


def content_of_revision(raw: Mapping[str, Any]) -> Content:
    """What the page says: of a revision's content, or of `page.serializable_data()`."""
    return content_of_stored(json.loads(json.dumps(raw, cls=DjangoJSONEncoder)))


def content_of_stored(raw: Mapping[str, Any]) -> Content:
    """The same of a revision's content as it came from the database, which is plain data already."""
    content: Content = {name: raw.get(name) for name in FIELDS}
    for name in TERMS:
        content[name] = list(raw.get(name) or [])
    for relation, names in CHILD_FIELDS.items():
        children = sorted(raw.get(relation) or [], key=lambda child: child.get("sort_order") or 0)
        content[relation] = [_child(relation, child, names) for child in children]
    body = raw.get("body") or []
    content["body"] = json.loads(body) if isinstance(body, str) else body
    return content


def _child(relation: str, child: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: child.get(FOREIGN_KEYS.get(name, name)) for name in names}


def values_of_content(content: Mapping[str, Any]) -> PageValues:
    """The page's values that say what the content says."""
    return PageValues(
        fields={name: _day(content.get(name)) if name in DATES else content.get(name) or "" for name in FIELDS},
        body=content.get("body") or [],
        children={
            relation: [
                {name: _day(value) if name in CHILD_DATES else _text(name, value) for name, value in child.items()}
                for child in content.get(relation) or []
            ]
            for relation in CHILD_FIELDS
        },
        terms={name: list(content.get(name) or []) for name in TERMS},
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


NULLABLE = frozenset({*FOREIGN_KEYS, "amount", "low", "high", "start_year", "end_year"})
LISTS = frozenset({"facts", "areas_of_study", "topics"})


def _text(name: str, value: Any) -> Any:
    if name in NULLABLE:
        return value
    return value or ([] if name in LISTS else "")
