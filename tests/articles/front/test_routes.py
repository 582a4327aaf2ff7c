"""What a browser keeps: the pages for it, and a worker that may answer for the hub and for nothing above it."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.front.reserved import reserved_slugs
from articles.models import ArticleIndexPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/saved/", "/offline/"])
def test_pages_for_what_is_saved_say_that_they_need_a_script(
    index: ArticleIndexPage, client: Client, address: str
) -> None:
    page = client.get(address).content.decode()
    assert "which needs JavaScript" in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_worker_is_a_script_for_the_whole_hub(index: ArticleIndexPage, client: Client) -> None:
    answer = client.get("/offline/worker/")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    assert "private" in answer["Cache-Control"]
    script = answer.content.decode()
    assert 'const OFFLINE = "/offline/"' in script
    assert "{%" not in script


def test_no_article_can_stand_where_a_room_does(index: ArticleIndexPage) -> None:
    assert {"roles", "programs", "areas-of-study", "topics", "authors", "saved", "offline"} <= reserved_slugs()
