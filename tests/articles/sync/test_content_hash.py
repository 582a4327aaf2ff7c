"""What counts as an edit, and what does not."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from articles.models import ArticleFigure, ArticlePage
from articles.sync.content_hash import content_hash
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(hub: Hub) -> dict[str, Any]:
    hub.sync(article())
    return ArticlePage.objects.get().latest_revision.content


def test_what_wagtail_does_by_itself_is_no_edit(content: dict[str, Any]) -> None:
    changed = copy.deepcopy(content) | {"live": True, "pk": 77, "path": "x", "locked": True, "latest_revision": 9}
    changed["roles"] = [role | {"pk": None, "sort_order": role["sort_order"] + 1} for role in changed["roles"]]
    assert content_hash(changed) == content_hash(content)


def test_the_editors_random_paragraph_keys_are_no_edit(content: dict[str, Any]) -> None:
    changed = copy.deepcopy(content)
    body = json.loads(changed["body"])
    body[1]["value"] = body[1]["value"].replace("<p>", '<p data-block-key="x1y2z">')
    changed["body"] = json.dumps(body)
    changed["editors_note"] = changed["editors_note"].replace("<p>", '<p data-block-key="abcde">')
    assert content_hash(changed) == content_hash(content)


def test_a_page_in_memory_counts_as_it_is_saved(content: dict[str, Any]) -> None:
    page = ArticlePage.objects.get()
    page.published, page.title = date(2025, 1, 9), "Größe  "
    page.figures.add(ArticleFigure(kind="money", text="$5", amount=Decimal("5.50")))
    data = page.serializable_data()
    saved = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    assert data != saved
    assert content_hash(data) == content_hash(saved)


@pytest.mark.parametrize("field", ["title", "summary", "slug", "seo_title", "published", "editors_note"])
def test_every_word_of_an_editor_is_an_edit(content: dict[str, Any], field: str) -> None:
    assert content_hash(content | {field: "<p>Mine</p>"}) != content_hash(content)


def test_order_of_children_is_content_order_of_terms_is_not(content: dict[str, Any]) -> None:
    turned = copy.deepcopy(content)
    for place, role in enumerate(reversed(turned["roles"])):
        role["sort_order"] = place
    assert content_hash(turned) != content_hash(content)
    assert content_hash(content | {"topics": content["topics"][::-1]}) == content_hash(content)


def test_a_block_moved_or_removed_is_an_edit(content: dict[str, Any]) -> None:
    body = json.loads(content["body"])
    assert content_hash(content | {"body": json.dumps(body[1:])}) != content_hash(content)
    assert content_hash(content | {"body": json.dumps(body[::-1])}) != content_hash(content)
