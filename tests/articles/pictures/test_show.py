"""What a page offers of an image: small and large, the newest format first, and the image as it is until then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import ArticleIndexPage, ArticlePage
from articles.pictures.forms import forms_of, make_forms
from tests.articles.factories import make_article, make_full_article, make_index
from tests.articles.pictures.samples import LEFT_OPEN, block, make_image, media
from tests.articles.test_pages import ARTICLE_QUERIES

__all__ = ["media"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media"), LEFT_OPEN]
TEXT = ("rich_text", "<p>Of bridges.</p>")


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def read(client: Client, page: ArticlePage) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_both_formats_in_every_width_and_the_size_of_the_image(client: Client, index: ArticleIndexPage) -> None:
    image = make_image(1600, 900)
    make_forms(image)
    html = read(client, make_article(index, "Bridges", body=[TEXT, block(image)]))
    found = re.search(r"<picture>(.*)</picture>", html)
    assert found
    kinds = re.findall(r'type="image/(\w+)"', found[1])
    assert kinds == ["avif", "webp"]
    for kind in kinds:
        [srcset] = re.findall(rf'<source sizes="[^"]+" srcset="([^"]+)" type="image/{kind}">', found[1])
        offered = [each.split(" ") for each in srcset.split(", ")]
        assert [width for _url, width in offered] == ["480w", "800w", "1200w"]
        assert all(url.endswith(f".{kind}") for url, _width in offered)
    assert re.search(
        r'<img alt="A bridge" height="675" loading="lazy" src="/media/images/[^"]+width-1200.png" width="1200">',
        found[1],
    )


def test_the_image_that_opens_an_article_comes_first(client: Client, index: ArticleIndexPage) -> None:
    image = make_image(600, 400)
    html = read(client, make_article(index, "Bridges", body=[block(image), block(image)]))
    assert re.findall(r"<img[^>]+(fetchpriority|loading)=", html) == ["fetchpriority", "loading"]


def test_a_small_image_is_never_enlarged_nor_offered_twice() -> None:
    assert forms_of(make_image(300, 200)) == ["format-avif|width-480", "format-webp|width-480"]
    assert [each.rpartition("-")[2] for each in forms_of(make_image(500, 200))] == ["480", "800"] * 2


def test_what_may_move_stays_as_it_is(client: Client, index: ArticleIndexPage) -> None:
    image = make_image(600, 400, kind="GIF")
    assert forms_of(image) == []
    html = read(client, make_article(index, "Bridges", body=[TEXT, block(image)]))
    assert f'src="{image.file.url}" width="600"' in html
    assert "<picture>" not in html


def test_a_reader_makes_no_form(client: Client, index: ArticleIndexPage) -> None:
    image = make_image(1600, 900)
    html = read(client, make_article(index, "Bridges", body=[TEXT, block(image)]))
    assert f'<img alt="A bridge" height="900" loading="lazy" src="{image.file.url}" width="1600">' in html
    assert not image.renditions.exists()


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_a_file_that_is_gone_or_broken_leaves_its_words(
    client: Client, index: ArticleIndexPage, media: Path, damage: str
) -> None:
    image = make_image(600, 400)
    if damage == "gone":
        (media / image.file.name).unlink()
    else:
        (media / image.file.name).write_bytes(b"no image")
    html = read(client, make_article(index, "Bridges", body=[TEXT, block(image)]))
    assert 'alt="A bridge"' in html
    assert "Of bridges." in html


def test_hostile_words_are_escaped(client: Client, index: ArticleIndexPage) -> None:
    image = make_image(300, 200)
    make_forms(image)
    attack = '"><script>alert(1)</script>'
    assert attack not in read(client, make_article(index, "Bridges", body=[TEXT, block(image, alt=attack)]))


def test_pictures_cost_one_query_however_many(
    client: Client, index: ArticleIndexPage, django_assert_max_num_queries: Any
) -> None:
    article = make_full_article(index)
    pictures = [make_image(300, 200, name=f"bridge-{number}") for number in range(5)]
    for each in pictures:
        make_forms(each)
    raw = list(article.body.raw_data)
    article.body = [*raw, *({"type": "image", "value": {"image": each.pk, "alt": "x"}} for each in pictures)]
    article.save_revision().publish()
    read(client, make_article(index, "Read before"))
    with django_assert_max_num_queries(ARTICLE_QUERIES):
        html = read(client, article)
    assert html.count("<picture>") == 5


def test_a_preview_shows_an_image_that_was_just_chosen(index: ArticleIndexPage) -> None:
    image = make_image(600, 400)
    make_forms(image)
    article = make_article(index, "Bridges")
    article.body = [block(image)]
    assert "<picture>" in article.make_preview_request().content.decode()
