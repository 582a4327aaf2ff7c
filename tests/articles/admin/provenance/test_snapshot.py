"""The stored answer of a source: shown harmless, and only to whoever may edit the page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.utils.request import RequestFingerprinter
from wagtail.models import Page

from articles.models import SourceDocument
from articles.sync.crawl import responses_folder
from scraper.stored import WholeResponses

HOSTILE = b"<html><script>alert(1)</script><h1>Z\xfcrich</h1><img src=https://spy.example/a.png></html>"
HTML = {"Content-Type": "text/html; charset=iso-8859-1"}


def store(document: SourceDocument, response: Response, **meta: Any) -> None:
    """As a crawl does."""
    storage = WholeResponses(Settings({"HTTPCACHE_DIR": str(responses_folder(document.source))}))
    spider: Any = SimpleNamespace(name="hub", crawler=SimpleNamespace(request_fingerprinter=RequestFingerprinter()))
    storage.open_spider(spider)
    storage.store_response(spider, Request(response.url, meta=meta), response)


def address(document: SourceDocument, name: str = "stored") -> str:
    return reverse(f"hub_provenance:{name}", args=[document.pk])


def test_a_page_runs_nothing_and_fetches_nothing(client: Client, document: SourceDocument) -> None:
    store(document, HtmlResponse(document.url, body=HOSTILE, headers=HTML))
    answer = client.get(address(document))
    assert "Zürich" in answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    policy = [each.strip() for each in answer["Content-Security-Policy"].split(";")]
    assert {"sandbox", "default-src 'none'", "form-action 'none'", "frame-ancestors 'self'"} <= set(policy)
    assert not any("script" in each or "http" in each for each in policy)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_the_source_text_is_text(client: Client, document: SourceDocument) -> None:
    store(document, HtmlResponse(document.url, body=HOSTILE, headers=HTML))
    assert client.get(f"{address(document)}?text")["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("kind", ["image/svg+xml", "application/javascript", "text/xml", ""])
def test_what_is_no_html_is_text(client: Client, document: SourceDocument, kind: str) -> None:
    store(document, Response(document.url, body=b"<svg onload=alert(1)>", headers={"Content-Type": kind}))
    assert client.get(address(document))["Content-Type"] == "text/plain; charset=utf-8"


def test_the_screen_holds_it_in_a_sandbox(client: Client, document: SourceDocument) -> None:
    store(document, HtmlResponse(document.url, body=HOSTILE, headers={"Content-Type": 'text/html"><script>x'}))
    html = client.get(address(document, "snapshot")).content.decode()
    assert f'src="{address(document)}"' in html
    assert " sandbox " in html
    assert "allow-" not in html.partition("<iframe")[2].partition(">")[0]
    assert "alert(1)" not in html
    assert "<script>x" not in html


def test_an_answer_behind_a_redirect_is_found(client: Client, document: SourceDocument) -> None:
    moved = HtmlResponse("https://hub.example/articles/careers-2/", body=b"<html>Moved", headers=HTML)
    store(document, moved, redirect_urls=[document.url])
    assert b"Moved" in client.get(address(document)).content


def test_nothing_is_stored(client: Client, document: SourceDocument) -> None:
    assert "nothing of this source is stored here" in client.get(address(document, "snapshot")).content.decode()
    store(document, HtmlResponse("https://hub.example/articles/other/", body=b"Other"))
    html = client.get(address(document, "snapshot")).content.decode()
    assert "no answer of this address is stored here" in html
    assert "<iframe" not in html
    assert client.get(address(document)).status_code == 404


def test_a_damaged_answer_is_said(client: Client, document: SourceDocument) -> None:
    store(document, HtmlResponse(document.url, body=HOSTILE, headers=HTML))
    for body in responses_folder(document.source).rglob("response_body"):
        body.unlink()
    assert "is damaged" in client.get(address(document, "snapshot")).content.decode()
    assert client.get(address(document)).status_code == 404


@pytest.mark.parametrize("name", ["snapshot", "stored"])
def test_only_who_may_edit_the_page(
    name: str, page_editor: Any, elsewhere: Page, index: Page, document: SourceDocument
) -> None:
    store(document, HtmlResponse(document.url, body=HOSTILE, headers=HTML))
    for client in (Client(), page_editor("there", elsewhere)):
        assert client.get(address(document, name)).status_code == 302
    assert page_editor("here", index).get(address(document, name)).status_code == 200
    SourceDocument.objects.update(page=None)
    assert page_editor("also here", index).get(address(document, name)).status_code == 404
