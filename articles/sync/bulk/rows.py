"""The rows of new pages: page, article, children, terms. What is inserted also stands in memory on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.models import Page

from articles.models import ArticlePage
from articles.sync.bulk import private
from articles.sync.convert import PageValues, Values
from articles.sync.long_rows import spelled_out

BODY = ArticlePage._meta.get_field("body")
Terms = Mapping[str, Mapping[int, models.Model]]
"""Many-to-many relation to its terms by primary key."""


def new_page(slug: str, values: PageValues, owner: AbstractBaseUser) -> ArticlePage:
    """An unsaved draft that says these values, without children yet."""
    page = ArticlePage(slug=slug, live=False, owner=owner, **values.fields)
    page.body = StreamValue(BODY.stream_block, values.body, is_lazy=True)
    page.draft_title = page.title
    return page


def check(page: ArticlePage) -> None:
    """The checks of the page's own columns that `full_clean` makes; ValidationError when one fails.

    Those which ask the database are left to the database: it knows its keys and what must be unique.
    """
    page.clean_fields(exclude={field.name for field in page._meta.concrete_fields if field.is_relation})


def insert_pages(pages: Sequence[ArticlePage]) -> None:
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    for page, base in zip(pages, Page.objects.bulk_create(bases), strict=True):
        page.id = page.page_ptr_id = base.pk
    with spelled_out(pages, "summary"):
        private.insert_own_columns(ArticlePage, pages)


def insert_children(pages: Sequence[ArticlePage], values: Sequence[PageValues]) -> None:
    for relation in get_all_child_relations(ArticlePage):
        name, model = relation.get_accessor_name(), relation.related_model
        rows: list[models.Model] = []
        for page, said in zip(pages, values, strict=True):
            children = [_child(model, place, each) for place, each in enumerate(said.children.get(name, ()))]
            getattr(page, name).set(children)
            rows += children
        if rows:
            model._default_manager.bulk_create(rows)


def insert_terms(pages: Sequence[ArticlePage], values: Sequence[PageValues], terms: Terms) -> None:
    for field in get_all_child_m2m_relations(ArticlePage):
        through, source, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        rows: list[models.Model] = []
        for page, said in zip(pages, values, strict=True):
            keys = said.terms.get(field.name, [])
            getattr(page, field.name).set([terms[field.name][key] for key in keys])
            rows += [through(**{f"{source}_id": page.pk, f"{target}_id": key}) for key in keys]
        through._default_manager.bulk_create(rows)


def terms_of(values: Iterable[PageValues]) -> Terms:
    """Every term that any of the pages has, a query a relation."""
    named: dict[str, set[int]] = {}
    for said in values:
        for name, keys in said.terms.items():
            named.setdefault(name, set()).update(keys)
    return {
        field.name: field.related_model._default_manager.in_bulk(named.get(field.name, ()))
        for field in get_all_child_m2m_relations(ArticlePage)
    }


def _child(model: type[Any], place: int, values: Values) -> models.Model:
    """The child with its values as the database would give them back: what stands in the revision comes from it."""
    child: models.Model = model(sort_order=place, **values)
    for field in model._meta.concrete_fields:
        if not field.is_relation and not field.primary_key:
            setattr(child, field.attname, field.to_python(getattr(child, field.attname)))
    return child
