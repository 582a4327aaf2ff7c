from __future__ import annotations

from scraper import parse_article
from scraper.parsing.capture import capture_to_html, is_capture

WRAPPED = """# Title

This paragraph was wrapped by an editor at some width, so that its lines
belong together although each of them stands alone in the file, which is
what most people do.

By the way.
"""


def test_captures_are_told_from_html() -> None:
    assert is_capture("# Title\n\nWords")
    assert is_capture("[Skip](https://a.edu/#main)\nTitle\n=====\nWords")
    assert not is_capture("<!doctype html><h1># no</h1>")
    assert not is_capture("<div><h1>T</h1><p>see [x](y)</p></div>")
    assert not is_capture("plain words")


def test_one_line_a_paragraph_and_wrapped_lines_are_both_read() -> None:
    assert capture_to_html("# T\nFirst paragraph, whole, with its end here.\nSecond one.").count("<p>") == 2
    assert capture_to_html(WRAPPED).count("<p>") == 2


def test_header_lines_become_metadata() -> None:
    found = parse_article(
        "---\ntitle: Salt\nauthor: Ada Byron\ndate: 2024-05-06\n---\n\nWords about [salt](https://x.org/).",
        "https://a.edu/salt",
    )
    assert (found.title, found.authors[0].name, found.published) == ("Salt", "Ada Byron", "2024-05-06")
