from __future__ import annotations

from scraper import SourceProfile, parse_article
from scraper.parsing.lines import hold
from scraper.parsing.page import Page
from scraper.parsing.structured import Structured
from scraper.parsing.tree import parse_tree
from tests.scraper.parsing.making import ADDRESS, OPENING


def test_the_headline_is_the_one_that_metadata_names() -> None:
    html = (
        f"<head><meta property='og:title' content='The Real One'></head><h1>Hub</h1><div><h1>The Real "
        f"One</h1>{OPENING}</div>"
    )
    assert parse_article(html, ADDRESS).title == "The Real One"


def test_the_profile_wins() -> None:
    html = f"<h1>Hub</h1><div><p class='t'>The Real One</p>{OPENING}</div>"
    assert parse_article(html, ADDRESS, SourceProfile(selectors={"title": ".t"})).title == "The Real One"


def test_text_beside_the_article_stays_out() -> None:
    html = f"<div><div><ul><li><a href='/x'>Menu</a></li></ul></div><div><h1>T</h1>{OPENING * 3}</div></div>"
    found = parse_article(html, ADDRESS)
    assert "Menu" not in str(found.blocks)
    assert [removed.text for removed in found.removed] == ["Menu"]


def test_an_article_at_an_archive_address_is_an_article() -> None:
    found = parse_article(f"<main><h1>Trends</h1>{OPENING}</main>", "https://hub.example.edu/topic/industry-trends/")
    assert (found.title, found.slug) == ("Trends", "industry-trends")


def test_a_page_that_is_let_go_holds_no_element() -> None:
    root = parse_tree("<body><h1>T</h1><p>Words</p></body>")
    page = Page(root=root, url=ADDRESS, profile=SourceProfile(), structured=Structured())
    page.held = hold(page.body)
    assert page.measured().order == page.lines.order == list(page.held)
    page.let_go()
    assert not page.held
    assert page.measures is None
    assert "lines" not in vars(page)
