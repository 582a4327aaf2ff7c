"""What Wagtail's admin does with a page works with one that was made in bulk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from articles.models import ArticlePage
from tests.articles.sync.bulk.conftest import Place
from tests.articles.sync.bulk.varied import to_write
from tests.articles.sync.conftest import edit
from tests.articles.sync.samples import article


@pytest.fixture(params=[False, True], ids=["draft", "published"])
def page(fast: Place, request: Any) -> ArticlePage:
    fast.create(to_write([article("before"), article(), article("after")]), publish=request.param)
    return ArticlePage.objects.get(slug="careers")


def test_its_latest_revision_is_the_page(page: ArticlePage) -> None:
    latest = page.get_latest_revision_as_object()
    assert (latest.title, latest.body.get_prep_value()) == (page.title, page.body.get_prep_value())
    assert list(latest.roles.values_list("id", flat=True)) == list(page.roles.values_list("id", flat=True))
    latest.full_clean()


def test_it_can_be_published_and_unpublished(page: ArticlePage, editor: Any) -> None:
    roles = list(page.roles.values_list("id", "title"))
    page.get_latest_revision().publish(user=editor)
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert page.live_revision_id == page.latest_revision_id
    assert list(page.roles.values_list("id", "title")) == roles, "publishing keeps the children's keys"
    page.unpublish(user=editor)
    page.refresh_from_db()
    assert not page.live


def test_it_can_be_edited_and_reverted(page: ArticlePage, editor: Any) -> None:
    first = page.latest_revision
    edit(page, editor, publish=True, title="An editor's title", roles=[])
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.roles.count()) == ("An editor's title", 0)
    first.publish(user=editor, previous_revision=first)
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.roles.count()) == ("All about careers", 2)


def test_it_can_be_moved_copied_and_deleted(page: ArticlePage, usual: Place, fast: Place, editor: Any) -> None:
    page.move(usual.index, pos="last-child", user=editor)
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.url_path == f"{usual.index.url_path}careers/"
    copy = page.copy(to=fast.index, user=editor)
    assert copy.specific.roles.count() == 2
    key = page.pk
    page.delete()
    assert Page.find_problems() == ([], [], [], [], [])
    assert not ReferenceIndex.objects.filter(object_id=str(key), base_content_type__model="page").exists()
    assert not IndexEntry.objects.filter(object_id=str(key), content_type__model="articlepage").exists()


def test_pages_can_be_added_after_it_by_hand(page: ArticlePage, fast: Place) -> None:
    fast.index.refresh_from_db()
    fast.index.add_child(instance=ArticlePage(title="By hand", slug="by-hand"))
    fast.create(to_write([article("later")]))
    slugs = list(fast.index.get_children().values_list("slug", flat=True))
    assert slugs == ["before", "careers", "after", "by-hand", "later"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_admin_shows_edits_and_compares_it(page: ArticlePage, editor: Any, client: Client) -> None:
    edit(page, editor, title="An editor's title")
    first, second = page.revisions.order_by("created_at", "pk").values_list("pk", flat=True)
    client.force_login(editor)
    for name, arguments in {
        "wagtailadmin_pages:edit": [page.pk],
        "wagtailadmin_pages:history": [page.pk],
        "wagtailadmin_pages:usage": [page.pk],
        "wagtailadmin_pages:revisions_revert": [page.pk, first],
        "wagtailadmin_pages:revisions_compare": [page.pk, first, second],
    }.items():
        answer = client.get(reverse(name, args=arguments))
        assert answer.status_code == 200, name
    compared = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, second]))
    assert "editor" in compared.content.decode()
    assert compared.content.decode().count("deletion") == 1, "only the title was changed"


def test_what_it_names_knows_of_it(page: ArticlePage) -> None:
    author = page.authors.get(name="Mara Quill").author
    assert ReferenceIndex.get_references_to(author).count() == 3
