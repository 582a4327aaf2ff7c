from __future__ import annotations

import pytest

from scraper.parsing.addresses import absolute, normalise, same_page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Hub.Example.EDU/A/#main", "https://hub.example.edu/A/"),
        ("https://a.edu/x?utm_source=m&utm_medium=e&fbclid=1&id=7", "https://a.edu/x?id=7"),
        ("https://a.edu:443/x/?authMode=true", "https://a.edu/x/"),
        ("http://a.edu:8123/x/", "http://a.edu:8123/x/"),
        ("https://a.edu", "https://a.edu/"),
    ],
)
def test_normalise(address: str, expected: str) -> None:
    assert normalise(address) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "JaVa\nScript:x", "data:text/html,x", "vbscript:x", "ftp://a/b", "", "http://[x"],
)
def test_unsafe_and_broken_addresses_are_none(address: str) -> None:
    assert absolute(address, "https://a.edu/x/") is None


def test_relative_addresses_are_made_absolute() -> None:
    assert absolute("../y/?a=b", "https://a.edu/x/") == "https://a.edu/y/?a=b"
    assert absolute("mailto:ada@a.edu", "https://a.edu/") == "mailto:ada@a.edu"


def test_same_page_looks_past_scheme_slash_and_tracking() -> None:
    assert same_page("http://www.a.edu/x", "https://a.edu/x/?utm_source=b#c")
    assert not same_page("https://a.edu/x", "https://a.edu/y")
