from __future__ import annotations

from scraper import SourceProfile, parse_article
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
