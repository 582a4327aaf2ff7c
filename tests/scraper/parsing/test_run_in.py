"""Roles whose title stands at the beginning of its text."""

from __future__ import annotations

import pytest

from scraper import SourceProfile, parse_article
from scraper.parsing.citations import Sources
from scraper.parsing.role_records import make_roles
from scraper.parsing.role_shapes import Entry

TEXT = "They work with ink all day long, and see the results of it on paper."
LEAD = "What the trade of ink pays, told at some length so that nobody takes it for a teaser of anything."


def roles(body: str, heading: str = "Jobs you can get") -> list[tuple[str, str]]:
    page = (
        f"<html lang=en><body><main><article><h1>Ink</h1><p>By Ada Quill</p><p>July 25, 2024</p><p>{LEAD}</p>"
        f"<h2>{heading}</h2>{body}</article></main></body></html>"
    )
    return [(role.title, role.html) for role in parse_article(page, "https://hub.example/a/ink/").roles]


def paragraphs(*titles: str) -> str:
    return "".join(f"<p>{title} {TEXT}</p>" for title in titles)


EXPECTED = [(name, f"<p>{TEXT}</p>") for name in ("Ink maker", "Ink seller")]


@pytest.mark.parametrize(
    "titles",
    [
        ("<b>Ink maker:</b>", "<b>Ink seller:</b>"),
        ("<b>Ink maker.</b>", "<strong>Ink seller.</strong>"),
        ("<b>Ink maker</b>:", "<b>Ink seller</b> –"),
        ("<b>1. Ink maker:</b>", "<b>2. Ink seller:</b>"),
        ("1. <b>Ink maker:</b>", "2. <b>Ink seller:</b>"),
    ],
)
def test_paragraphs_in_a_row(titles: tuple[str, str]) -> None:
    assert roles(paragraphs(*titles)) == EXPECTED


def test_the_items_of_a_list() -> None:
    items = "".join(f"<li><b>{name}:</b> {TEXT}</li>" for name in ("Ink maker", "Ink seller"))
    assert roles(f"<ul>{items}</ul>") == EXPECTED


def test_one_without_a_sign_among_others() -> None:
    found = roles(paragraphs("<b>Ink maker:</b>", "<b>Ink seller.</b>", "<b>Ink tester</b>"))
    assert [title for title, _ in found] == ["Ink maker", "Ink seller", "Ink tester"]


def test_a_paragraph_that_goes_on_belongs_to_the_role_before_it() -> None:
    found = roles(paragraphs("<b>Ink maker:</b>") + "<p>They are paid well.</p>" + paragraphs("<b>Ink seller:</b>"))
    assert found[0] == ("Ink maker", f"<p>{TEXT}</p><p>They are paid well.</p>")


@pytest.mark.parametrize(
    "body",
    [
        paragraphs("<b>Ink maker</b>", "<b>Ink seller</b>"),
        paragraphs("<b>Ink maker:</b>"),
        paragraphs("<b>Median pay:</b>", "<b>Skills:</b>"),
        "<p><b>Ink maker:</b> $5</p><p><b>Ink seller:</b> $6</p>",
        f"<ul><li><b>Ink maker:</b> {TEXT}<ul><li>deep</li></ul></li><li><b>Ink seller:</b> {TEXT}</li></ul>",
    ],
    ids=["no sign at all", "only one", "labels", "values", "a nested list"],
)
def test_what_makes_no_list_of_roles(body: str) -> None:
    assert roles(body) == []


def test_another_section_is_left_alone() -> None:
    assert roles(paragraphs("<b>Ink maker:</b>", "<b>Ink seller:</b>"), heading="How ink is made") == []


def test_what_an_amount_in_a_title_tells() -> None:
    entries = [Entry(title="Ink maker ($61,000)", section=None), Entry(title="Ink seller 2", section=None)]
    first, second = make_roles(entries, Sources(url="https://hub.example/", profile=SourceProfile()))
    assert [(each.text, each.kind, each.role) for each in first.role.salaries] == [
        ("$61,000", "salary", "Ink maker ($61,000)")
    ]
    assert second.figures == []


def test_a_line_break_parts_a_title_from_its_text() -> None:
    assert roles(paragraphs("<b>Ink maker</b><br>", "<b>Ink seller</b><br>")) == EXPECTED
