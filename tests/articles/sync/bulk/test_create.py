"""The fast way leaves the rows of the usual way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.models import IndexEntry
from wagtail.signals import page_published, published

from articles.models import ArticlePage, SourceDocument
from articles.sync.bulk import create as creating
from articles.sync.library import Library
from tests.articles.factories import make_document
from tests.articles.sync.bulk.conftest import Place
from tests.articles.sync.bulk.rows import rows_below
from tests.articles.sync.bulk.varied import made_articles, parsed_articles, to_write
from tests.articles.sync.samples import HUB, article

MOST_QUERIES_A_PAGE = 3
MANY = 100


@pytest.mark.parametrize("publish", [False, True], ids=["draft", "publish"])
def test_every_row_is_the_usual_one(usual: Place, fast: Place, publish: bool) -> None:
    articles = [*parsed_articles(12), *made_articles()]
    batch = to_write(articles)
    usual.create_plainly(batch, publish=publish)
    fast.create(batch[:20], publish=publish)
    fast.create(batch[20:], publish=publish)
    assert len(rows_below(usual.index)) == len(articles)
    for wanted, got in zip(rows_below(usual.index), rows_below(fast.index), strict=True):
        for part, rows in wanted.items():
            assert got[part] == rows, part
    assert Page.find_problems() == ([], [], [], [], [])
    assert IndexEntry.objects.filter(content_type__model="articlepage").count() == ArticlePage.objects.count()


def test_the_same_is_found(usual: Place, fast: Place) -> None:
    batch = to_write(made_articles())
    usual.create_plainly(batch, publish=True)
    fast.create(batch, publish=True)
    for words in ("managers", "größe", "project managers", "mara quill", "careers", "well said", "nowhere"):
        hits = [
            sorted(each.slug for each in ArticlePage.objects.child_of(place.index).live().search(words))
            for place in (usual, fast)
        ]
        assert hits[0] == hits[1], words
        assert bool(hits[0]) is (words != "nowhere"), words


@pytest.mark.parametrize("publish", [False, True], ids=["draft", "publish"])
def test_few_queries_make_many_pages(fast: Place, publish: bool) -> None:
    batch = to_write([article(f"a-{number}") for number in range(MANY)])
    with CaptureQueriesContext(connection) as queries:
        fast.create(batch, publish=publish)
    assert ArticlePage.objects.filter(live=publish).count() == MANY
    assert len(queries) <= MOST_QUERIES_A_PAGE * MANY


def test_what_is_published_is_told(fast: Place) -> None:
    told: list[tuple[Any, ...]] = []

    def listen(signal: Any, sender: Any, instance: Any, revision: Any, **_options: Any) -> None:
        told.append((signal, sender, instance.pk, instance.live, revision == instance.live_revision))

    for signal in (page_published, published):
        signal.connect(listen)
    try:
        fast.create(to_write([article("a-draft")]))
        assert told == []
        [made] = fast.create(to_write([article()]), publish=True)
    finally:
        for signal in (page_published, published):
            signal.disconnect(listen)
    assert told == [(signal, ArticlePage, made.page.pk, True, True) for signal in (page_published, published)]


def test_a_document_without_a_page_gets_the_new_one(fast: Place) -> None:
    known = SourceDocument.objects.create(source=fast.source, url=f"{HUB}careers/", slug="old", aliases=[f"{HUB}old/"])
    others = make_document(None, f"{HUB}careers/", source="another")
    first, second = fast.create(to_write([article(), article("other")]))
    known.refresh_from_db()
    others.refresh_from_db()
    assert (known.page_id, known.slug, known.aliases) == (first.page.pk, "careers", [f"{HUB}old/"])
    assert known.written_revision == first.revision.pk
    assert (second.document.source, second.document.page) == (fast.source, second.page)
    assert others.page is None


def test_slugs_are_free_among_the_siblings_that_are_there_already(usual: Place, fast: Place) -> None:
    addresses = [f"{HUB}{number}/careers/" for number in range(6)]
    batch = to_write([replace(article(), url=address) for address in addresses] + [article("careers-2")])
    usual.create_plainly(batch)
    for part in (batch[:2], batch[2:3], batch[3:]):
        fast.create(part)
    assert _slugs(fast) == _slugs(usual)
    assert len(set(_slugs(fast))) == len(batch)


def test_a_value_that_a_page_may_not_have_stops_the_batch(fast: Place) -> None:
    good, bad = to_write([article(), article("bad")])
    bad.values.fields["title"] = ""
    with pytest.raises(ValidationError) as error:
        fast.create([good, bad])
    assert "title" in error.value.message_dict
    assert not ArticlePage.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_goes_wrong_leaves_nothing(usual: Place, fast: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = to_write([article(), article("other")])
    before = _counts()
    with pytest.raises(IntegrityError):
        fast.create([*batch, batch[0]])
    monkeypatch.setattr(creating, "index_words", _broken)
    with pytest.raises(OSError, match="no room"):
        fast.create(batch, publish=True)
    assert _counts() == before
    assert Page.find_problems() == ([], [], [], [], [])
    monkeypatch.undo()
    fast.create(batch)
    assert ArticlePage.objects.count() == 2


def test_nothing_to_write_is_nothing(fast: Place) -> None:
    assert fast.create([]) == []


def test_a_library_entry_that_went_meanwhile_is_an_error(fast: Place) -> None:
    library = Library()
    batch = to_write([article()], library)
    library.authors.clear()
    batch[0].values.terms["topics"].append(10**6)
    with pytest.raises(KeyError):
        fast.create(batch)


def _broken(*_arguments: Any) -> None:
    raise OSError("no room")


def _slugs(place: Place) -> list[str]:
    return list(ArticlePage.objects.child_of(place.index).order_by("path").values_list("slug", flat=True))


def _counts() -> list[int]:
    return [model.objects.count() for model in (Page, ArticlePage, SourceDocument, IndexEntry)]
