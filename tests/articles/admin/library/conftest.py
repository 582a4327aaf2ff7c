"""Entries of every kind, and two articles that name the first of each."""

import pytest

from articles.library.kinds import KINDS
from articles.models import ArticlePage
from tests.articles.factories import make_full_article, make_index

EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])


@pytest.fixture
def index(db):
    return make_index()


@pytest.fixture
def article(index):
    return make_full_article(index)


@pytest.fixture
def pair(article):
    """An entry that the article names, and another one of its kind."""

    def make(kind):
        row = kind.rows_model.objects.filter(**{kind.page_column: article.pk}).order_by("pk").first()
        gone = kind.entries().get(pk=getattr(row, kind.column))
        key = "https://hub.example.edu/programs/another/" if kind.key == "url" else "another"
        return gone, kind.model.objects.create(name="Another", **{kind.key: key})

    return make


@pytest.fixture
def add_articles(index):
    """Many live articles that name the entry, written without their revisions."""

    def add(kind, entry, number):
        rows = []
        for each in range(number):
            page = ArticlePage(title=f"Article {each}")
            index.add_child(instance=page)
            more = {"title": entry.name} if kind.name == "role" else {}
            rows.append(kind.rows_model(**{kind.page_column: page.pk, kind.column: entry.pk, **more}))
        kind.rows_model.objects.bulk_create(rows)

    return add
