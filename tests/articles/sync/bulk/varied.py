"""Articles of many kinds: those of the sample hub as they are parsed, and made ones with every block and odd case."""

from __future__ import annotations

from dataclasses import replace

from articles.sync.bulk import NewArticle
from articles.sync.convert import page_values
from articles.sync.library import Library
from scraper import blocks, parse_article
from scraper.items import Author, Figure, Program, RelatedArticle, ScrapedArticle, Term
from tests.articles.sync.samples import HUB, article, body, growth, role, salary
from tests.sample_hub import running_hub


def parsed_articles(number: int) -> list[ScrapedArticle]:
    with running_hub() as hub:
        return [parse_article(hub.get(address), address) for address in hub.article_addresses()[:number]]


def made_articles() -> list[ScrapedArticle]:
    plain = replace(article("bare"), blocks=[], roles=[], figures=[], citations=[], programs=[], related=[])
    return [
        article(),
        article("careers-2"),
        replace(article("careers"), url=f"{HUB}elsewhere/careers/"),
        replace(article("careers"), url=f"{HUB}a-third/careers/"),
        replace(article("Careers"), url=f"{HUB}capitals/careers/"),
        replace(plain, authors=[], areas_of_study=[], topics=[], editors_note=None, summary=None, published=None),
        article("größe-und-maß", title="Größe, Maß & 測定 – “quoted” <b>", summary="Ein Satz mit ß, é und 漢字."),
        article("x" * 300, title="A title " * 60),
        article("", title="Only a title names it"),
        article("links", blocks=[*body("<p>See <a href='https://a.example/?x=1&amp;y=2'>this</a>.</p>"), *body()]),
        article("many-roles", roles=[role(f"Role {n}", f"<p>Does {n} &amp; more.</p>") for n in range(12)]),
        article("same-roles", roles=[role("Manager"), role("Managers"), role("Manager")]),
        article("figures", figures=[salary("$5", 5.0), growth(), Figure(kind="count", text="5 of 7", amount=5)]),
        article("byline", authors=[Author(name="Öz Ünal"), Author(name="Mara Quill", role="editor of everything" * 4)]),
        article("terms", topics=[Term(name=name, slug=name.lower()) for name in ("zeta", "Alpha", "éclair", "beta")]),
        article("programs", programs=[Program(name="P", url=f"{HUB}{'p' * n}") for n in (1, 600, 1200)]),
        article("related", related=[RelatedArticle(title="", url=f"{HUB}r-{n}/") for n in range(3)]),
        article("faq", blocks=[
            blocks.FaqBlock(id="f", items=[
                blocks.FaqItem(question=f"Why {n}?", answer_html=f"<ul><li>{n}</li></ul>") for n in range(4)
            ]),
            blocks.TableBlock(id="t", header=[], rows=[["a", "b"], ["a", "c"], []], caption="Twice a"),
            blocks.ImageBlock(id="i", src="https://hub.example/b.png", alt="B", caption="C", credit="D"),
        ]),
    ]  # fmt: skip


def to_write(articles: list[ScrapedArticle], library: Library | None = None) -> list[NewArticle]:
    library = library or Library()
    library.stock(articles)
    return [NewArticle(article=each, values=page_values(each, library)) for each in articles]
