"""Made articles of the length that a hub's have: 58 blocks, some twenty of them headings, tables and lists."""

from __future__ import annotations

import random
from dataclasses import replace

from scraper import blocks
from scraper.items import Author, Citation, Figure, Program, RelatedArticle, Role, ScrapedArticle, Term

HUB = "https://hub.example.edu/knowledge-hub/"
SECTIONS = 12
PARAGRAPHS = 3
"""In a section, each of two parts."""
WORDS = (  # noqa: SIM905 - a list of words is words in a row
    "median salary managers lead people engineering growth budget planning analysis research system design report "
    "career skills degree program project quality learning policy finance health teacher software network student"
).split()


def long_article(number: int) -> ScrapedArticle:
    """The same article for the same number."""
    chance = random.Random(number)
    slug = f"article-{number}"
    return ScrapedArticle(
        url=f"{HUB}{slug}/",
        slug=slug,
        title=f"All about {_words(chance, 4)} {number}",
        authors=[Author(name=f"Author {number % 20}"), Author(name=f"Editor {number % 7}", role="reviewer")],
        published="2024-07-25",
        updated="2025-01-09",
        first_published="2022-10",
        areas_of_study=[Term(name=f"Area {number % 8}", slug=f"area-{number % 8}")],
        topics=[Term(name=f"Topic {each}", slug=f"topic-{each}") for each in {number % 12, number % 5}],
        summary=_words(chance, 25),
        blocks=_body(chance),
        roles=[
            Role(title=f"Role {number % 30 + each}", html=f"<p>{_words(chance, 40)}</p>", section="Jobs")
            for each in range(9)
        ],
        figures=[Figure(kind="salary", text=f"${each},000", amount=each * 1000.0, currency="USD") for each in range(9)],
        citations=[Citation(url=f"https://statistics.example/{each}", text="", claim="So.") for each in range(5)],
        programs=[Program(name=f"Program {number % 6}", url=f"https://hub.example.edu/program/{number % 6}/")],
        related=[RelatedArticle(title=f"Other {each}", url=f"{HUB}article-{each}/") for each in range(3)],
        fingerprint=f"first-{number}",
    )


def changed(article: ScrapedArticle) -> ScrapedArticle:
    """The article with a new title and one paragraph rewritten, as an update at the source would have it."""
    body = list(article.blocks)
    place = next(place for place, each in enumerate(body) if isinstance(each, blocks.RichTextBlock))
    body[place] = blocks.RichTextBlock(id=body[place].id, html="<p>Pay has <b>grown</b> since this was written.</p>")
    return replace(article, title=f"{article.title}, revised", blocks=body, fingerprint=f"then-{article.slug}")


def _body(chance: random.Random) -> list[blocks.Block]:
    body: list[blocks.Block] = []
    for section in range(SECTIONS):
        body.append(blocks.HeadingBlock(id=f"h{section}", level=2, text=_words(chance, 5), anchor=f"s{section}"))
        body += [blocks.RichTextBlock(id=f"p{section}-{each}", html=_text(chance)) for each in range(PARAGRAPHS)]
    cells = [[f"Role {row}", f"<b>${row}0,000</b>", "growing"] for row in range(6)]
    body += [blocks.TableBlock(id=f"t{each}", header=["Role", "Pay", "Demand"], rows=cells) for each in range(2)]
    questions = [blocks.FaqItem(question=f"{_words(chance, 6)}?", answer_html=_text(chance)) for _ in range(4)]
    body += [
        blocks.RolesBlock(id="roles"),
        blocks.KeyPointsBlock(id="points", items=[_words(chance, 12) for _ in range(4)]),
        blocks.FaqBlock(id="faq", items=questions),
        blocks.QuoteBlock(id="quote", html=f"<p>{_words(chance, 20)}</p>", attribution="Somebody"),
        blocks.ImageBlock(id="image", src="https://hub.example.edu/a.png", alt="A bridge"),
        blocks.CallToActionBlock(id="call", text="Ready?", url="https://hub.example.edu/apply/", label="Apply"),
        blocks.EmbedBlock(id="embed", url="https://video.example/1"),
        blocks.RichTextBlock(id="end", html=_text(chance)),
    ]
    return body


def _text(chance: random.Random) -> str:
    link = f'<a href="https://statistics.example/{chance.randint(1, 99)}">a report says</a>'
    return f"<p>{_words(chance, 60)} {link} <b>{_words(chance, 4)}</b>.</p><p>{_words(chance, 40)}</p>"


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(number))
