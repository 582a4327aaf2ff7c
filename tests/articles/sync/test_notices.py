"""What a new edition means, in lines for an editor."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sync.notices import MOST_LINES, notices
from scraper import blocks
from scraper.items import (
    Author,
    Citation,
    EditorsNote,
    Figure,
    Program,
    RelatedArticle,
    ScrapedArticle,
    Term,
)
from tests.articles.sync.samples import article, role


def told(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return notices(article(**before), article(**now))


def of(name: str, before: Any, now: Any) -> list[str]:
    return told({name: before}, {name: now})


def heading(text: str, block_id: str = "h1") -> blocks.HeadingBlock:
    return blocks.HeadingBlock(id=block_id, level=2, text=text, anchor="a")


def image(name: str) -> blocks.ImageBlock:
    return blocks.ImageBlock(id=name, src=f"https://hub.example/{name}.png")


def cited(*urls: str) -> list[Citation]:
    return [Citation(url=url, text="Source", claim="So it is.") for url in urls]


def related(*slugs: str) -> list[RelatedArticle]:
    return [RelatedArticle(title=slug, url=f"https://hub.example/{slug}/") for slug in slugs]


def note(text: str) -> EditorsNote:
    return EditorsNote(text=text, html=f"<p>{text}</p>")


def test_the_same_article_is_no_news() -> None:
    assert notices(article(), article()) == []
    assert told({"fingerprint": "a"}, {"fingerprint": "b"}) == []


def test_a_changed_sentence_is_no_notice() -> None:
    text = [blocks.RichTextBlock(id="p1", html="<p>Other words.</p>")]
    assert of("blocks", [blocks.RichTextBlock(id="p1", html="<p>Words.</p>")], text) == []


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        ("Careers in 2025", "Careers in 2026", ["title: year 2025 → 2026"]),
        ("2024 and 2025", "2025 and 2026", ["title: year 2024 → 2025", "title: year 2025 → 2026"]),
        ("2024 and 2025", "2024 and 2026", ["title: year 2025 → 2026"]),
        ("7 careers in 2025", "10 careers in 2025", ["title: “7 careers in 2025” → “10 careers in 2025”"]),
        ("Careers", "Careers in 2026", ["title: “Careers” → “Careers in 2026”"]),
        ("Room 20251", "Room 20262", ["title: “Room 20251” → “Room 20262”"]),
        ("Careers  in law", "Careers in law", []),
    ],
)
def test_title(before: str, now: str, lines: list[str]) -> None:
    assert of("title", before, now) == lines


@pytest.mark.parametrize(
    ("name", "words"), [("published", "published"), ("updated", "updated"), ("first_published", "first published")]
)
def test_dates(name: str, words: str) -> None:
    assert of(name, "2024-07-25", "2025-01-09") == [f"{words} 2024-07-25 → 2025-01-09"]
    assert of(name, None, "2025-01-09") == [f"{words} no date → 2025-01-09"]
    assert of(name, "2024-07-25", None) == [f"{words} 2024-07-25 → no date"]


def test_roles_that_came_and_went() -> None:
    old, new = [role("Data Analyst"), role("Baker")], [role("Data Engineer"), role("Data Analysts")]
    assert of("roles", old, new) == ["role added: Data Engineer", "role gone: Baker"]


def test_a_role_that_came_speaks_for_its_figures() -> None:
    paid = Figure(kind="salary", text="$1", amount=1.0, role="Data Engineers")
    share = Figure(kind="percent", text="1%", amount=1.0, role="Data Engineers")
    now = {"roles": [role("Baker"), role("Data Engineer")], "figures": [paid, share]}
    assert told({"roles": [role("Baker")], "figures": []}, now) == ["role added: Data Engineer"]


def test_a_role_under_another_title_is_no_news() -> None:
    assert of("roles", [role("Engineering manager")], [role("Engineering Managers")]) == []


def test_authors() -> None:
    old = [Author(name="Mara Quill"), Author(name="Ned Vale", role="reviewer")]
    new = [Author(name="mara  quill"), Author(name="Ida Holm"), Author(name="Bo Lind", role="fact checker")]
    assert of("authors", old, new) == [
        "author added: Ida Holm",
        "fact checker added: Bo Lind",
        "reviewer gone: Ned Vale",
    ]


def test_terms_are_known_by_their_slugs() -> None:
    old, new = (
        [Term(name="Careers", slug="careers")],
        [Term(name="careers!", slug="careers"), Term(name="Pay", slug="pay")],
    )
    assert of("topics", old, new) == ["topic added: Pay"]
    assert of("topics", new, old) == ["topic gone: Pay"]
    assert of("areas_of_study", old, new) == ["area of study added: Pay"]


def test_sections() -> None:
    assert of("blocks", [heading("Why")], [heading("why"), heading("How", "h2")]) == ["section added: How"]
    assert of("blocks", [heading("Why"), heading("How", "h2")], [heading("Why")]) == ["section gone: How"]
    assert of("blocks", [heading("Why it pays")], [heading("Why it pays well")]) == [
        "section renamed: Why it pays → Why it pays well"
    ]
    assert of("blocks", [heading("Why"), heading("How", "h2")], [heading("How", "h2"), heading("Why")]) == []


def test_programs() -> None:
    program = Program(name="Data Science", url="https://hub.example/programs/ds/")
    assert of("programs", [], [program]) == ["program added: Data Science"]
    assert of("programs", [program], []) == ["program gone: Data Science"]


def test_citations_are_counted_with_their_hosts() -> None:
    bureau, other = "https://www.bls.gov/ooh/", "https://nces.example/a"
    assert of("citations", cited(bureau, other), []) == ["2 citations gone: bls.gov, nces.example"]
    assert of("citations", [], cited(bureau, bureau + "b/")) == ["2 citations added: bls.gov"]
    assert of("citations", [], cited(bureau)) == ["1 citation added: bls.gov"]
    many = [f"https://{letter}.example/" for letter in "abcde"]
    assert of("citations", [], cited(*many)) == ["5 citations added: a.example, b.example, c.example, …"]
    assert of("citations", [], cited("no address")) == ["1 citation added"]


def test_the_note_and_the_summary() -> None:
    assert of("editors_note", None, note("New.")) == ["editor's note added"]
    assert of("editors_note", note("New."), None) == ["editor's note gone"]
    assert of("editors_note", note("New."), note("Newer.")) == ["editor's note changed"]
    assert of("editors_note", note("New."), note(" New.\n")) == []
    assert of("summary", "Short.", "Shorter.") == ["summary changed"]
    assert of("summary", None, "Short.") == ["summary added"]


def test_images_and_related_articles_are_counted() -> None:
    assert of("blocks", [image("a"), image("b"), image("c")], [image("c"), image("d")]) == [
        "2 images gone",
        "1 image added",
    ]
    assert of("related", related("a", "b"), related("b", "c", "d")) == [
        "1 related article gone",
        "2 related articles added",
    ]


def test_numbers_of_the_text() -> None:
    figures = [Figure(kind="percent", text=f"{amount}%", amount=amount) for amount in (12.0, 15.0)]
    assert of("figures", figures[:1], figures[1:]) == ["percentage 12.0% → 15.0%"]


BEFORE: dict[str, Any] = {
    "title": "Careers in 2025",
    "published": "2024-07-25",
    "roles": [role("Data Analyst"), role("Baker")],
    "figures": [
        Figure(kind="growth", text="4%", amount=4.0, role="Data Analyst", start_year=2022, end_year=2032),
        Figure(kind="salary", text="$82,000", amount=82000.0, statistic="median", role="Data Analyst"),
    ],
    "citations": cited("https://a.example/", "https://b.example/"),
    "editors_note": None,
}
NOW: dict[str, Any] = {
    "title": "Careers in 2026",
    "published": "2025-01-09",
    "roles": [role("Data Analysts"), role("Data Engineer")],
    "figures": [
        Figure(kind="growth", text="6%", amount=6.0, role="Data Analysts", start_year=2023, end_year=2033),
        Figure(
            kind="salary", text="$91,000", amount=91000.0, statistic="median", role="Data Analysts",
            start_year=2024, end_year=2024,
        ),
    ],
    "citations": [],
    "editors_note": note("Updated."),
}  # fmt: skip


def test_the_weightiest_comes_first() -> None:
    assert told(BEFORE, NOW) == [
        "Data Analysts: median salary $82,000 → $91,000 (as of 2024)",
        "Data Analysts: growth 4% → 6% (2023–2033)",
        "role added: Data Engineer",
        "role gone: Baker",
        "title: year 2025 → 2026",
        "published 2024-07-25 → 2025-01-09",
        "2 citations gone: a.example, b.example",
        "editor's note added",
    ]


@pytest.mark.parametrize("number", [MOST_LINES - 1, MOST_LINES, MOST_LINES + 1, 40])
def test_never_more_lines_than_an_editor_reads(number: int) -> None:
    lines = of("topics", [], [Term(name=f"T{place}", slug=f"t{place}") for place in range(number)])
    assert len(lines) == min(number, MOST_LINES)
    if number > MOST_LINES:
        assert lines[-1] == f"and {number - MOST_LINES + 1} more"


def test_long_names_are_shortened_and_stand_on_one_line() -> None:
    lines = told({"title": "a"}, {"title": "word " * 60, "topics": [Term(name="x\ny % %(name)s", slug="x")]})
    assert all(len(line) < 300 and "\n" not in line for line in lines)
    assert "topic added: x y % %(name)s" in lines


EDITIONS = st.builds(
    article,
    title=st.sampled_from(["Careers in 2025", "Careers in 2026", "Law"]),
    published=st.sampled_from([None, "2024-01-01", "2025-01-01"]),
    authors=st.lists(
        st.sampled_from([Author(name="Ida"), Author(name="Bo"), Author(name="Bo", role="editor")]), max_size=3
    ),
    topics=st.lists(st.sampled_from([Term(name=name, slug=name.lower()) for name in "ABCDEFGH"]), max_size=8),
    blocks=st.lists(st.sampled_from([heading("One"), heading("Two"), heading("Three", "h3"), image("a")]), max_size=4),
    roles=st.lists(st.sampled_from([role("Baker"), role("Bakers"), role("Pilot")]), max_size=3),
    citations=st.lists(st.sampled_from(cited("https://a.example/", "https://b.example/", "x")), max_size=3),
    editors_note=st.sampled_from([None, note("One."), note("Two.")]),
    related=st.lists(st.sampled_from(related("a", "b")), max_size=2),
)


@settings(deadline=None)
@given(EDITIONS, EDITIONS)
def test_few_lines_and_none_where_nothing_changed(before: ScrapedArticle, now: ScrapedArticle) -> None:
    lines = notices(before, now)
    assert len(lines) <= MOST_LINES
    assert len(set(lines)) == len(lines)
    assert all(line == " ".join(line.split()) for line in lines)
    assert notices(now, now) == []
    assert bool(lines) == bool(notices(now, before)), "what is news one way is news the other way too"
