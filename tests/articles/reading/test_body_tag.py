"""What is written fast is what Wagtail writes, byte by byte."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.rich_text import expand_db_html

from articles.models import ArticlePage
from articles.reading import read_article
from articles.templatetags.article_body import rich_text
from tests.articles.factories import make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db
OURS = "{% load article_body %}{% for part in article.body %}{% body_part part %}{% endfor %}"
WAGTAILS = (
    "{% load wagtailcore_tags %}{% for part in article.body %}"
    "{% include_block part.block with heading=part.heading is_first=part.is_first %}{% endfor %}"
)


def written(template: str, page: ArticlePage) -> str:
    context = {"article": read_article(page), "page": page, "request": RequestFactory().get("/")}
    return Template(template).render(Context(context))


def test_a_body_of_every_block_is_the_same_both_ways() -> None:
    page = make_full_article(make_index())
    assert len({block.block_type for block in page.body}) > 8
    assert written(OURS, page) == written(WAGTAILS, page)


def test_hostile_headings_are_escaped_both_ways() -> None:
    heading = {"level": "2", "text": '<script>"x"</script> & more', "anchor": '"><img>'}
    page = make_article(make_index(), "Hostile", body=[("heading", heading)])
    assert written(OURS, page) == written(WAGTAILS, page)
    assert "<script>" not in written(OURS, page)


@pytest.mark.parametrize(
    "source",
    ["<p>plain</p>", '<p><a href="https://x.example/">x</a></p>', '<p><a linktype="page" id="99999">x</a></p>', ""],
)
def test_a_text_alone(source: str) -> None:
    assert rich_text(source) == expand_db_html(source)
