"""Hand-made records: an article with every kind of part, changed by keywords."""

from __future__ import annotations

import hashlib
from typing import Any

from scraper import blocks
from scraper.items import (
    Author,
    Citation,
    EditorsNote,
    Figure,
    Program,
    RelatedArticle,
    Role,
    ScrapedArticle,
    Term,
)

HUB = "https://hub.example/articles/"
STATISTICS = "https://statistics.example/managers"


def article(slug: str = "careers", **changes: Any) -> ScrapedArticle:
    values: dict[str, Any] = {
        "url": f"{HUB}{slug}/",
        "slug": slug,
        "title": f"All about {slug}",
        "authors": [Author(name="Mara Quill"), Author(name="Ned Vale", role="reviewer")],
        "published": "2024-07-25",
        "first_published": "2022-10",
        "areas_of_study": [Term(name="Engineering", slug="engineering")],
        "topics": [Term(name="Careers", slug="careers"), Term(name="Salaries", slug="salaries")],
        "summary": "What engineering managers earn.",
        "blocks": body(),
        "roles": [role("Engineering manager"), role("Project Managers")],
        "figures": [salary("$165,370", 165370.0), growth()],
        "citations": [Citation(url=STATISTICS, text="Statistics office", claim="It pays well.")],
        "programs": [Program(name="Engineering Management", url="https://hub.example/programs/em/")],
        "editors_note": EditorsNote(text="First published in 2022.", html="<p>First published in 2022.</p>"),
        "related": [RelatedArticle(title="Other", url=f"{HUB}other/", published="2024-01-02", excerpt="More.")],
    }
    values |= changes
    return ScrapedArticle(**({"fingerprint": _fingerprint(values)} | values))


def body(text: str = "<p>Managers <b>lead</b> people.</p>") -> list[blocks.Block]:
    return [
        blocks.HeadingBlock(id="h1", level=2, text="Why it pays", anchor="why"),
        blocks.RichTextBlock(id="p1", html=text),
        blocks.TableBlock(id="t1", header=["Role", "Salary"], rows=[["Manager", "<b>$1</b>"], ["Lead", "$2"]]),
        blocks.RolesBlock(id="r1"),
        blocks.KeyPointsBlock(id="k1", items=["One", "Two"]),
        blocks.FaqBlock(id="f1", items=[blocks.FaqItem(question="Why?", answer_html="<p>So.</p>")]),
        blocks.QuoteBlock(id="q1", html="<p>Well said.</p>", attribution="Somebody"),
        blocks.ImageBlock(id="i1", src="https://hub.example/a.png", alt="A bridge"),
        blocks.CallToActionBlock(id="c1", text="", url="https://hub.example/apply/", label="Apply"),
        blocks.EmbedBlock(id="e1", url="https://video.example/1"),
    ]


def role(title: str, html: str = "<p>They lead.</p>") -> Role:
    return Role(title=title, html=html, section="Jobs", facts={"Skills": "Patience"})


def salary(text: str, amount: float) -> Figure:
    return Figure(
        kind="salary", text=text, amount=amount, currency="USD", period="year", citation=STATISTICS,
        role="Engineering manager",
    )  # fmt: skip


def growth() -> Figure:
    return Figure(kind="growth", text="4 percent", amount=4.0, start_year=2023, end_year=2033)


def _fingerprint(values: dict[str, Any]) -> str:
    # The same in every process, which Python's own hash of text is not.
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
