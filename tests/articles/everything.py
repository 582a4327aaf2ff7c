"""A site with every kind of page that a reader meets, for tests that walk them all in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.models import Program
from articles.pictures.forms import make_forms
from articles.site import prepare_site
from tests.articles.explorer.pay_factory import make_paid_jobs
from tests.articles.factories import make_article, make_full_article
from tests.articles.pictures.samples import block, make_image, media

__all__ = ["PAGES", "addresses", "everything", "media"]

PAGES = {
    "home": "/",
    "list": "/all-articles/",
    "list, second page": "/all-articles/?page=2",
    "search": "/all-articles/?q=limnology&topic=trends",
    "search without results": "/all-articles/?q=limnologi&topic=none",
    "article": "/jobs-in-engineering-management/",
    "article with a picture": "/lakes-00/",
    "role explorer": "/roles/",
    "roles, none found": "/roles/?q=nothing-like-it",
    "role": "/roles/nurse/",
    "compare roles, none chosen": "/roles/compare/",
    "compare roles": "/roles/compare/?role=nurse&role=welder",
    "programs": "/programs/",
    "compare programs, none chosen": "/programs/compare/",
    "compare programs": "/programs/compare/?program={art}&program={law}",
    "area of study": "/areas-of-study/science/",
    "topic": "/topics/trends/",
    "author": "/authors/shaday-stewart/",
    "saved": "/saved/",
    "offline": "/offline/",
    "not found": "/no-such-nurse/",
}


@pytest.fixture
def everything(live_server: LiveServer, media: Path) -> str:
    """The address of the site."""
    parts = urlsplit(live_server.url)
    index = prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80)
    make_full_article(index)
    image = make_image(1600, 900)
    make_forms(image)
    for number in range(21):
        topics = ["trends" if number % 2 else "careers"]
        text: list[Any] = [block(image, caption="A bridge over a lake."), ("rich_text", "<p>Of limnology.</p>")]
        make_article(index, f"Lakes {number:02}", areas_of_study=["science"], topics=topics, body=text)
    make_paid_jobs(index)
    return str(live_server.url)


def addresses(site: str) -> dict[str, str]:
    """Of each kind of page."""
    keys = {program.name.lower(): program.pk for program in Program.objects.filter(name__in=["Art", "Law"])}
    return {kind: site + path.format(**keys) for kind, path in PAGES.items()}
