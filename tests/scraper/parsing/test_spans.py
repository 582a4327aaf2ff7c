from __future__ import annotations

from scraper.parsing.spans import plain, read_spans


def sentences(html: str) -> list[str]:
    spans = read_spans(html)
    return [spans.text[start:end] for start, end in spans.sentences()]


def test_sentences_pass_over_abbreviations() -> None:
    assert sentences("<p>The U.S. Bureau says so. Dr. Teal agrees, e.g. Here too.</p>") == [
        "The U.S. Bureau says so.",
        "Dr. Teal agrees, e.g. Here too.",
    ]


def test_links_know_their_place() -> None:
    spans = read_spans('<p>a <a href="https://x.org/?a=1&amp;b=2"> link </a>.</p>')
    (link,) = spans.links
    assert spans.text[link.start : link.end] == link.text == "link"
    assert link.url == "https://x.org/?a=1&b=2"


def test_lines_are_paragraphs_and_items() -> None:
    assert plain("<p>a</p><ul><li>b</li><li>c &amp; d</li></ul>") == "a\nb\nc & d"
