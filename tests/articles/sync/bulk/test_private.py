"""The inner parts of libraries that the fast writers call still do what the libraries' public ways do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_save
from modelsearch.backends import get_search_backend
from treebeard.exceptions import PathOverflow
from wagtail.blocks import ChooserBlock, StreamValue
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from articles.models import ArticlePage
from articles.sync.bulk import BulkRefused, private
from tests.articles.factories import make_full_article, make_index
from tests.articles.sync.bulk.conftest import Place
from tests.articles.sync.bulk.varied import to_write
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("there", [0, 1, 35, 36])
def test_the_next_paths_are_those_that_wagtail_would_give(there: int) -> None:
    root = Page.add_root(title="Root", slug="root-of-its-own")
    for number in range(there):
        root.add_child(title="A child", slug=f"c{number}")
    last = root.get_children().order_by("path").values_list("path", flat=True).last()
    paths = private.child_paths(root, last, 3)
    root.refresh_from_db()
    assert paths == [root.add_child(title="Next", slug=f"n{number}").path for number in range(3)]


def test_more_pages_than_there_are_paths_are_an_error() -> None:
    root = Page.get_first_root_node()
    last = root.path + "Z" * Page.steplen
    with pytest.raises(PathOverflow):
        private.child_paths(root, last, 1)
    deep = Page(path="0001" * (255 // Page.steplen), depth=255 // Page.steplen)
    with pytest.raises(PathOverflow):
        private.child_paths(deep, None, 1)


def test_the_columns_of_its_own_are_all_that_an_article_lacks(usual: Place) -> None:
    page = Page(title="Half an article", slug="half", content_type=ArticlePage(title="").content_type)
    usual.index.add_child(instance=page)
    article_page = ArticlePage(page_ptr=page, summary="The other half.")
    article_page.__dict__.update({k: v for k, v in page.__dict__.items() if k != "_state"})
    private.insert_own_columns(ArticlePage, [article_page])
    assert ArticlePage.objects.get(slug="half").summary == "The other half."
    article_page.save()
    assert ArticlePage.objects.filter(slug="half").count() == 1


@pytest.mark.parametrize("block", ["mute", "image", "link", "inline link"])
def test_the_references_are_those_that_wagtail_finds(block: str) -> None:
    page = make_full_article(make_index())
    image = Image.objects.create(title="Bridge", file=get_test_image_file())
    link = f'<p>See <a linktype="page" id="{page.get_parent().pk}">"all": 5, articles</a>.</p>'
    body = page.body.get_prep_value()
    match block:
        case "image":
            next(each for each in body if each["type"] == "image")["value"]["image"] = image.pk
        case "link":
            body.append({"type": "rich_text", "value": link, "id": "7f1c5a1e-3b7c-4d09-a1f5-0c8f2c1f9f11"})
        case "inline link":
            # With an id: an item without one gets another whenever it is read.
            item = {"type": "item", "value": link, "id": "0d3f1f0e-52c1-4f5b-8e58-3c6a5f7f2a10"}
            next(each for each in body if each["type"] == "key_points")["value"]["items"][0] = item
    page.body = StreamValue(page.body.stream_block, body, is_lazy=True)
    child = page.related.get()
    child.related_page = page.get_parent()
    child.save()
    page.save()
    page = ArticlePage.objects.get(pk=page.pk)
    kept = ReferenceIndex.get_references_for_object(page)
    in_body = kept.filter(model_path__startswith="body.")
    assert in_body.exists() == (block in ("image", "link", "inline link"))
    assert kept.count() - in_body.count() > 3
    assert sorted(map(_columns, private.references_of(page))) == sorted(map(_columns, kept))


def test_what_a_body_can_choose_has_a_number_for_a_key() -> None:
    """By a number after a name the fast way sees that a body refers to something."""
    choosers = [
        each for each in _blocks(ArticlePage._meta.get_field("body").stream_block) if isinstance(each, ChooserBlock)
    ]
    assert choosers
    for chooser in choosers:
        assert isinstance(chooser.model_class._meta.pk, models.IntegerField)


def test_what_is_found_by_is_what_wagtail_reads_from_a_page() -> None:
    page = make_full_article(make_index())
    backend = get_search_backend("default")
    # No default keeps a column from showing a difference.
    entries = IndexEntry.objects.filter(object_id=str(page.pk), content_type=page.content_type)
    [wanted] = entries.values()
    entries.delete()
    [said] = private.searched(backend, [page])
    assert said is not page
    backend.add_bulk(ArticlePage, [said])
    [got] = entries.values()
    for changing in ("id", "title_norm"):
        del wanted[changing], got[changing]
    assert got == wanted
    assert "Engineering Manager" in str(got)


def test_another_search_engine_gets_the_pages_themselves() -> None:
    pages = [ArticlePage(title="As it is")]
    assert private.searched(object(), pages) is pages


@pytest.mark.parametrize("signal", [pre_save, post_save, m2m_changed])
def test_who_listens_to_single_saves_keeps_the_fast_way_out(fast: Place, signal: Any) -> None:
    def careful(**_options: Any) -> None: ...

    assert private.foreign_listeners([ArticlePage]) == []
    signal.connect(careful, sender=ArticlePage)
    try:
        with pytest.raises(BulkRefused, match="careful"):
            fast.create(to_write([article()]))
    finally:
        signal.disconnect(careful, sender=ArticlePage)
    assert not ArticlePage.objects.exists()
    fast.create(to_write([article()]))


def test_an_article_is_checked_as_any_page_is() -> None:
    """The fast way calls `clean_fields` and no `clean`: an article's own refuses slugs that it never gives."""
    article = ArticlePage(title="x", slug="roles")
    with pytest.raises(ValidationError) as refused:
        article.clean()
    assert list(refused.value.message_dict) == ["slug"]
    ArticlePage(title="x", slug="rolling-stock").clean()
    assert ArticlePage.full_clean is Page.full_clean
    assert not ArticlePage._meta.constraints


def _blocks(block: Any) -> Iterator[Any]:
    yield block
    for inner in [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]:
        if inner is not None:
            yield from _blocks(inner)


def _columns(row: models.Model) -> list[str]:
    return [str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name != "id"]
