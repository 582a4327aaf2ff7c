"""Plain functions that make pages for tests; what a test does not name gets a sensible value."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from articles.models import (
    AreaOfStudy,
    ArticleAuthor,
    ArticleCitation,
    ArticleFigure,
    ArticleIndexPage,
    ArticlePage,
    ArticleProgram,
    ArticleRelated,
    ArticleRole,
    Author,
    Program,
    Role,
    Source,
    SourceDocument,
    Topic,
)
from articles.site import prepare_site

BLS = "https://www.bls.gov/ooh/management/architectural-and-engineering-managers.htm"
PROGRAM = "https://hub.example.edu/program/master-of-engineering-management/"


def make_index() -> ArticleIndexPage:
    return prepare_site("Test Hub", "localhost", 80)


def make_article(index: ArticleIndexPage, title: str = "An article", **fields: Any) -> ArticlePage:
    """A live article. `areas_of_study` and `topics` take slugs; other keywords are the page's own fields."""
    areas, topics = fields.pop("areas_of_study", []), fields.pop("topics", [])
    article = ArticlePage(title=title, **fields)
    article.areas_of_study.set([make_term(AreaOfStudy, slug) for slug in areas])
    article.topics.set([make_term(Topic, slug) for slug in topics])
    index.add_child(instance=article)
    return article


def make_term(model: type[Any], slug: str) -> Any:
    return model.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title()})[0]


def make_full_article(index: ArticleIndexPage, title: str = "Jobs in Engineering Management") -> ArticlePage:
    """A live article with every structured field and every block, and a revision that holds them all."""
    article = ArticlePage(
        title=title,
        summary="Nine jobs, what they pay, and how to get there.",
        published=date(2024, 7, 25),
        updated=date(2025, 1, 9),
        first_published="2022-10",
        editors_note="<p>Originally published in <b>October 2022</b>.</p>",
        body=full_body(),
    )
    article.areas_of_study.set([make_term(AreaOfStudy, "engineering")])
    article.topics.set([make_term(Topic, "career-advancement"), make_term(Topic, "industry-trends")])
    article.authors = [_byline("Shaday Stewart", "author"), _byline("Imani Okafor", "reviewer")]
    article.roles = [
        _role(
            "Engineering Manager",
            html="<p>Leads a team of engineers.</p>",
            section="Jobs you can get",
            facts=[
                {"label": "Skills", "text": "Planning, budgets"},
                {"label": "Primary duties", "text": "Leading people"},
            ],
        ),
        _role("Quality Engineer", html="<p>Keeps <i>promises</i>.</p>", section="Jobs you can get"),
    ]
    article.figures = full_figures()
    article.citations = [
        ArticleCitation(
            url=BLS, text="Bureau of Labor Statistics", claim="Managers earn well.", accessed=date(2024, 7, 1)
        ),
        ArticleCitation(url="https://www.onetonline.org/link/summary/11-9041.00", text="O*NET", claim=""),
    ]
    program = Program.objects.get_or_create(url=PROGRAM, defaults={"name": "Master of Engineering Management"})[0]
    article.programs = [ArticleProgram(program=program, name=program.name, url=program.url)]
    article.related = [
        ArticleRelated(
            title="What Is Systems Engineering?",
            url="https://hub.example.edu/knowledge-hub/what-is-systems-engineering/",
            published=date(2023, 5, 2),
            excerpt="A short look at a long discipline.",
            areas_of_study=[{"name": "Engineering", "slug": "engineering"}],
            topics=[{"name": "Degree Value", "slug": "degree-value"}],
        )
    ]
    # Assigning children does not number them; the editor's form and the import do.
    for children in (article.authors, article.roles, article.figures, article.citations):
        for place, child in enumerate(children.all()):
            child.sort_order = place
    for child in (*article.programs.all(), *article.related.all()):
        child.sort_order = 0
    index.add_child(instance=article)
    article.save_revision().publish()
    article.refresh_from_db()
    return article


def full_figures() -> list[ArticleFigure]:
    manager = "Engineering Manager"
    return [
        ArticleFigure(
            kind="salary",
            text="$165,370",
            amount=165370,
            currency="USD",
            period="year",
            statistic="median",
            start_year=2023,
            end_year=2023,
            citation=BLS,
            role=manager,
        ),
        ArticleFigure(kind="growth", text="4 percent", amount=4, start_year=2023, end_year=2033, role=manager),
        ArticleFigure(kind="percent", text="82% of graduates", amount=82, citation="https://elsewhere.example/report"),
    ]


def full_body() -> list[dict[str, Any]]:
    """One block of each type of the contract, as raw stream data with the ids an import gives."""
    values: list[tuple[str, Any]] = [
        ("rich_text", '<p>Engineering managers <b>lead</b>. See <a href="https://hub.example.edu/x/">this</a>.</p>'),
        ("key_points", {"items": ["<p>Managers earn <b>more</b>.</p>", "<p>Demand grows.</p>"]}),
        ("heading", {"level": "2", "text": "Is it worth it?", "anchor": "worth-it"}),
        ("quote", {"html": "<p>Lead by listening.</p>", "attribution": "Ada Nwosu, engineer"}),
        ("heading", {"level": "4", "text": "A deep heading", "anchor": ""}),
        (
            "image",
            {
                "image": None,
                "src": "https://hub.example.edu/images/a.png",
                "alt": "A bridge",
                "caption": "The bridge.",
                "credit": "Photo: T. B.",
            },
        ),
        (
            "table",
            {
                "caption": "Pay by degree",
                "header": ["Degree", "Pay"],
                "rows": [["<p>Bachelor</p>", "<p>$90,000</p>"], ["<p>Master</p>", "<p><b>$120,000</b></p>"]],
            },
        ),
        ("embed", {"url": "https://www.youtube-nocookie.com/embed/abc"}),
        ("heading", {"level": "2", "text": "Jobs you can get", "anchor": "jobs"}),
        ("roles", None),
        ("heading", {"level": "2", "text": "Frequently asked questions", "anchor": "faq"}),
        ("faq", {"items": [{"question": "How long does it take?", "answer_html": "<p>Two years.</p>"}]}),
        ("call_to_action", {"text": "Ready?", "url": PROGRAM, "label": "Explore the program"}),
    ]
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in values]


def make_document(article: ArticlePage | None, url: str, **fields: Any) -> SourceDocument:
    source = Source.objects.get_or_create(
        slug=fields.pop("source", "hub"), defaults={"name": "Hub", "address": "https://hub.example.edu/"}
    )[0]
    return SourceDocument.objects.create(
        source=source, url=url, slug=url.rstrip("/").rsplit("/", 1)[-1], page=article, **fields
    )


def _byline(name: str, role: str) -> ArticleAuthor:
    slug = name.lower().replace(" ", "-")
    entry = Author.objects.get_or_create(slug=slug, defaults={"name": name})[0]
    return ArticleAuthor(author=entry, name=name, role=role)


def _role(title: str, **fields: Any) -> ArticleRole:
    slug = title.lower().replace(" ", "-")
    entry = Role.objects.get_or_create(slug=slug, defaults={"name": title})[0]
    return ArticleRole(role=entry, title=title, **fields)
