"""Small pictures of every kind, articles that show them, and what a crawl made of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from scraper.records import FetchedImage
from tests.scraper.crawling import Crawl, crawl
from tests.scraper.hub_server import Answer, HubServer, page

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
TIMEOUT = 1.0


def picture(name: str = "PNG", width: int = 8, height: int = 8, colour: str = "teal") -> bytes:
    """A picture of one colour, in Pillow's word for its format."""
    body = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(body, name)
    return body.getvalue()


PNG = picture("PNG")


def served(body: bytes, content_type: str = "image/png") -> Answer:
    return 200, {"Content-Type": content_type}, body


def illustrated(title: str, *sources: str) -> Answer:
    """An article with images."""
    figures = "".join(f'<figure><img src="{each}" alt="A picture"></figure>' for each in sources)
    return page(title, words=f"{title} has pictures, which this paragraph is there for.</p>{figures}<p>So it goes on.")


def illustrated_crawl(folder: Path, server: HubServer, *, timeout: float = TIMEOUT, **spec: Any) -> Crawl:
    spec = {"image_folder": str(folder / "images"), "largest_image": 1, **spec}
    urls = [server.at(each) for each in server.routes if each.startswith("/hub/")]
    return crawl(folder, server.at("/hub/"), timeout=timeout, **{"urls": urls, **spec})


def images(result: Crawl) -> dict[str, FetchedImage]:
    found = [each for each in result.records if isinstance(each, FetchedImage)]
    assert len({each.url for each in found}) == len(found)
    return {each.url: each for each in found}
