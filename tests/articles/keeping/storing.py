"""Stores a response as a crawl does."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import time_machine
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from scrapy.utils.request import RequestFingerprinter

from articles.models import Source
from articles.sync.crawl import responses_folder
from scraper.settings import crawl_settings
from scraper.source import SourceSpec
from scraper.stored import WholeResponses


def store_response(source: Source, url: str, text: str, moment: datetime | None = None) -> None:
    folder = responses_folder(source)
    spec = SourceSpec(slug=source.slug, address=source.address, cache_folder=str(folder))
    storage = WholeResponses(Settings(crawl_settings(spec)))
    spider: Any = SimpleNamespace(name="hub", crawler=SimpleNamespace(request_fingerprinter=RequestFingerprinter()))
    storage.open_spider(spider)
    answer = HtmlResponse(url, body=text.encode(), headers={"Content-Type": "text/html", "ETag": '"1"'})
    if moment is None:
        storage.store_response(spider, Request(url), answer)
        return
    with time_machine.travel(moment, tick=False):
        storage.store_response(spider, Request(url), answer)
