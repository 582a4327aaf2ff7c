from __future__ import annotations

from tests.scraper.parsing.making import body, types


def folded(*summaries: str) -> str:
    return "".join(
        f"<details><summary>{each}</summary><p>About it: $61,000 a year.</p></details>" for each in summaries
    )


def test_folded_roles_are_roles() -> None:
    found = body(f"<h2>Careers in data science</h2>{folded('Data scientist', 'Data engineer')}<h2>After</h2><p>x</p>")
    assert [(role.title, role.html) for role in found.roles] == [
        ("Data scientist", "<p>About it: $61,000 a year.</p>"),
        ("Data engineer", "<p>About it: $61,000 a year.</p>"),
    ]
    assert [figure.role for figure in found.figures] == ["Data scientist", "Data engineer"]
    assert types(found)[1:] == ["heading", "roles", "heading", "rich_text"]


def test_folded_questions_and_what_no_heading_announces_stay() -> None:
    for html in (
        f"<h2>Careers in data science</h2>{folded('Is it hard?', 'Does it pay?')}",
        f"<h2>Careers in data science</h2>{folded('Data scientist', 'Does it pay?')}",
        f"<h2>About our words</h2>{folded('Data scientist', 'Data engineer')}",
    ):
        found = body(html)
        assert found.roles == []
        assert "faq" in types(found)
