from __future__ import annotations

from scraper import parse_article
from tests.scraper.parsing.making import ADDRESS, OPENING

TEXT = "".join(f"<p>{OPENING} Paragraph {number} tells more of it, and ends here.</p>" for number in range(6))
OTHER = "".join(
    f"<div><h3><a href='/other-{number}'>Another article number {number}</a></h3><p>An excerpt of another article,"
    " long enough to be read as prose, were it not for the link above it.</p></div>"
    for number in range(9)
)


def found(html: str) -> str:
    return str(parse_article(html, ADDRESS).blocks)


def test_excerpts_beside_the_text_are_none_of_it() -> None:
    blocks = found(f"<div><h1>T</h1><div>{TEXT}</div><div>{OTHER}</div></div>")
    assert "Paragraph 5" in blocks
    assert "An excerpt" not in blocks


def test_a_layout_named_after_its_sidebar_keeps_the_text() -> None:
    blocks = found(
        f"<h1>T</h1><div class='content-with-sidebar'>{TEXT}</div><div class='sidebar'>{OPENING}Beside</div>"
    )
    assert "Paragraph 5" in blocks
    assert "Beside" not in blocks


def test_a_text_above_its_only_heading_is_found() -> None:
    assert "Paragraph 5" in found(f"<div>{TEXT * 3}<h1>Reviews</h1><p>None yet.</p></div>")


def test_what_stands_outside_the_region_is_recorded() -> None:
    record = parse_article(f"<h1>T</h1><div>{TEXT}</div><div><p>Loose <a href='/x'>words</a></p></div>", ADDRESS)
    assert "Loose words" in [each.text for each in record.removed]


def test_a_part_named_beside_within_another_is_no_less_for_that() -> None:
    blocks = found(
        f"<div><section class='hero'><div><h1>T</h1><p>{OPENING}</p></div></section>"
        f"<div class='sidebar-layout'><div class='sidebar-content'>{TEXT}</div></div></div>"
    )
    assert "Paragraph 5" in blocks


def test_a_copy_that_no_reader_sees_is_none_of_the_text() -> None:
    record = parse_article(
        f"<div><h1>T</h1><div>{TEXT}</div><div style='display: none'><div>{TEXT * 2}</div></div></div>", ADDRESS
    )
    assert str(record.blocks).count("Paragraph 5") == 1
    assert "Paragraph 5" in str(record.removed)


def test_folded_answers_are_text() -> None:
    answers = "".join(
        f"<div><h3>Question {number}?</h3><div style='display:none'><p>{OPENING} Answer {number}.</p></div></div>"
        for number in range(6)
    )
    assert "Answer 5." in found(f"<h1>T</h1><div><p>{OPENING}</p>{answers}</div><div>{OTHER}</div>")
