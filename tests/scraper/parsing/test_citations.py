from __future__ import annotations

from scraper import SourceProfile
from scraper.parsing.citations import Sources, read_citations
from tests.scraper.parsing.making import body


def test_external_sources_once_with_their_sentence() -> None:
    found = body(
        "<p>First. The wage is <a href='https://www.bls.gov/a'>$5</a> (viewed November 4, 2021). "
        "See <a href='https://www.bls.gov/a'>again</a>, <a href='/own/'>ours</a>, <a "
        "href='https://grad.example.edu/b'>a sister</a>, "
        "<a href='https://www.facebook.com/sharer?u=1'>share</a> and <a href='/program/x/'>a program</a>.</p>"
    ).citations
    assert [(each.url, each.text, each.accessed) for each in found] == [("https://www.bls.gov/a", "$5", "2021-11-04")]
    assert found[0].claim == "The wage is $5 (viewed November 4, 2021)."


def test_program_paths_of_other_institutions_are_sources() -> None:
    sources = Sources(url="https://hub.example.edu/x/", profile=SourceProfile())
    assert sources.is_source("https://nces.ed.gov/programs/coe/indicator/ctb")
    assert sources.is_program("https://www.example.edu/programs/ms/")


def test_raised_footnotes_are_no_words_of_the_claim() -> None:
    (found,) = read_citations(
        ['<p>Pay rose<sup><a href="https://x.org/">1</a></sup> again.</p>'],
        Sources(url="https://a.edu/", profile=SourceProfile()),
    )
    assert (found.text, found.claim) == ("1", "Pay rose again.")
