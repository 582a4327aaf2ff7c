"""Page links for readers: live pages here, drafts of imported articles at their source."""

from __future__ import annotations

import pytest
from wagtail.rich_text import expand_db_html

from tests.articles.factories import make_article, make_document, make_index

pytestmark = pytest.mark.django_db
SOURCE = "https://hub.example.edu/knowledge-hub/a/?x=1&y=2"


def test_only_live_pages_are_linked_to() -> None:
    index = make_index()
    live, draft, own = (make_article(index, title) for title in ("Live", "Draft", "Own draft"))
    make_document(live, f"{SOURCE}&live")
    make_document(draft, SOURCE)
    for page in (draft, own):
        page.unpublish()
    html = "".join(f'<a linktype="page" id="{key}">x</a>' for key in (live.pk, draft.pk, own.pk, 9999))
    assert expand_db_html(html) == (
        f'<a href="{live.url}">x</a><a href="https://hub.example.edu/knowledge-hub/a/?x=1&amp;y=2">x</a>'
        "<a>x</a><a>x</a>"
    )


def test_pages_that_are_all_live_cost_no_query_more(django_assert_num_queries) -> None:
    index = make_index()
    pages = [make_article(index, f"Article {number}") for number in range(3)]
    html = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in pages)
    expand_db_html(html)
    with django_assert_num_queries(2):  # pages, and their rows as articles
        expand_db_html(html)
