"""Text is sent compressed to who takes that, and its browser is told when nothing changed all the same."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import resolve

from tests.articles.factories import make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db
TAKES = {"Accept-Encoding": "gzip"}


@pytest.fixture
def address(settings: Any) -> str:
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    return str(make_full_article(make_index()).get_url())


def test_a_page_is_the_same_and_a_third_as_long(address: str, client: Client) -> None:
    plain, small = client.get(address), client.get(address, headers=TAKES)
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert {each.strip() for each in small["Vary"].split(",")} == {"Cookie", "Accept-Encoding"}
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) * 3 < len(plain.content)


def test_a_browser_that_has_the_page_is_told_so(address: str, client: Client) -> None:
    etag = client.get(address, headers=TAKES)["ETag"]
    assert client.get(address, headers={**TAKES, "If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("machine", ["/sitemap.xml", "/llms.txt", "/all-articles/feed.json", "/all-articles/rss.xml"])
def test_what_machines_read_too(client: Client, machine: str) -> None:
    index = make_index()
    for number in range(8):
        make_article(index, f"Lakes {number}")
    assert client.get(machine, headers=TAKES)["Content-Encoding"] == "gzip"


def test_an_image_is_sent_as_it_is_and_may_be_kept(client: Client) -> None:
    # The folder of the settings when the addresses were first asked for, which may have been in another test.
    file = Path(resolve("/media/bridge.avif").kwargs["document_root"]) / "bridge.avif"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\0" * 1000)
    answer = client.get("/media/bridge.avif", headers=TAKES)
    assert b"".join(answer.streaming_content) == b"\0" * 1000  # type: ignore[attr-defined]
    answer.close()
    file.unlink()
    assert "Content-Encoding" not in answer
    assert "max-age=2592000" in answer["Cache-Control"]


def test_styles_are_compressed_as_they_are_sent(settings: Any) -> None:
    (Path(settings.STATIC_ROOT) / "some.css").write_text("body { color: black; }\n" * 50, encoding="utf-8")
    settings.WHITENOISE_AUTOREFRESH = True
    answer = Client().get("/static/some.css", headers=TAKES)
    assert answer["Content-Encoding"] == "gzip"
    assert len(b"".join(answer.streaming_content)) < 200  # type: ignore[attr-defined]
    answer.close()
    (Path(settings.STATIC_ROOT) / "some.css").unlink()
