"""Which line is the title, on pages whose H1 is the site's, or that have none."""

from __future__ import annotations

import pytest

from scraper import ScrapedArticle, parse_article
from tests.scraper.parsing.making import ADDRESS, OPENING


def parsed(body: str, title: str = "A word on bridges | Hub U") -> ScrapedArticle:
    html = f"<!doctype html><html lang='en'><head><title>{title}</title></head><body>{body}{OPENING * 3}</body></html>"
    return parse_article(html, ADDRESS)


@pytest.mark.parametrize(
    "body",
    [
        "<header><h1><a href='/'>Hub U</a></h1></header><h2>A word on bridges</h2>",
        "<div class='t'><span>A word on bridges</span></div>",
        "<center><font size=6><b>A word on bridges</b></font></center>",
        "<h1>A word on bridges<a href='#x'>¶</a></h1>",
        "<h1>A word on bridges <time>May 1, 2020</time></h1>",
        "<p>Nothing.</p>",
    ],
)
def test_the_line_that_metadata_names(body: str) -> None:
    assert parsed(body).title == "A word on bridges"


def test_an_h1_of_other_words_is_the_title_all_the_same() -> None:
    assert parsed("<h1>On steel</h1>").title == "On steel"


def test_the_site_s_name_in_front() -> None:
    assert parsed("<p>Nothing.</p>", "Hub | A word on bridges").title == "A word on bridges"


@pytest.mark.parametrize(
    "unseen",
    [
        "<div style='display:none'><h1>A word on bridges</h1></div>",
        "<div class='breadcrumbs'><span>A word on bridges</span></div>",
        "<ul><li><a href='#top'>A word on bridges</a></li></ul>",
    ],
)
def test_the_line_a_reader_sees_goes_before_those_of_windows_trails_and_lists(unseen: str) -> None:
    found = parsed(f"{unseen}<p>Before the title.</p><p class='t'>A word on bridges</p><p>By Ada Lovelace</p>")
    assert [each.name for each in found.authors] == ["Ada Lovelace"]
    assert "Before the title." in [each.text for each in found.removed]
