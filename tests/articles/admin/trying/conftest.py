"""A page to try, and a hub that nobody has to serve."""

from __future__ import annotations

import pytest

from articles.admin.trying import views
from articles.sync.one_page import FetchedPage

ARTICLE = "https://hub.example/articles/one/"
PAGE = """<!doctype html><html lang="en"><head><title>One</title>
<meta property="og:site_name" content="Tamarack Bay"><meta name="description" content="What the page says of itself.">
</head><body><main><article><h1>One article</h1><p>By Ada Example</p><p>July 25, 2024</p>
<p>The median salary is $62,000 a year, as the <a href="https://www.bls.gov/ooh/">Bureau</a> says of it at length.</p>
<h2 class="second">A second heading</h2>
<p>A second paragraph for the sake of a body that no parser would take for a teaser of anything.</p>
<div class="promo"><p>Come to our open house in May, it is said in many words to be worth the long way there.</p></div>
</article></main></body></html>"""


@pytest.fixture
def fetched(monkeypatch):
    """Stands in for the network; keeps what was asked for."""
    asked = []

    def fetch_page(address, source=None, **options):
        asked.append(("page", address, source))
        return FetchedPage(url=ARTICLE, text=PAGE)

    def fetch_first_article(address, profile, source=None, **options):
        asked.append(("hub", address, source))
        return FetchedPage(url=ARTICLE, text=PAGE)

    monkeypatch.setattr(views, "fetch_page", fetch_page)
    monkeypatch.setattr(views, "fetch_first_article", fetch_first_article)
    return asked
