"""What keeps an installation from being made ready is said in one sentence."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from articles.models import ArticleIndexPage
from cms.launch.prepare import prepare_pages
from cms.launch.processes import LaunchError

pytestmark = pytest.mark.django_db


def test_an_empty_site_gets_its_index() -> None:
    assert prepare_pages(8000) == ArticleIndexPage.objects.get()


def test_an_arranged_site_without_an_index_is_one_sentence() -> None:
    Page.objects.get(slug="home").add_child(instance=Page(title="Ours"))
    with pytest.raises(LaunchError, match=r"^The site has no article index: add a page .* first\.$"):
        prepare_pages(8000)
