"""The capture of a real article, kept beside the checkout; skipped where it is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper import ScrapedArticle, address_of, article_text, parse_article
from scraper.blocks import HeadingBlock

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_4a915afbd5765add.txt"
ADDRESS = "https://graduate.northeastern.edu/knowledge-hub/what-can-i-do-with-a-masters-in-engineering-management/"
ROLES = [
    "Engineering manager", "Systems engineer", "Project manager", "Manufacturing engineer", "Program manager",
    "Principal engineer", "Product manager", "Quality engineer/analyst", "Business analyst",
]  # fmt: skip

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside this checkout")


@pytest.fixture(scope="module")
def article() -> ScrapedArticle:
    return parse_article(SEED.read_text("utf-8"), ADDRESS)


def test_address_is_read_from_the_capture_itself() -> None:
    assert address_of(SEED.read_text("utf-8")) == ADDRESS


def test_head(article: ScrapedArticle) -> None:
    assert article.url == ADDRESS
    assert article.slug == "what-can-i-do-with-a-masters-in-engineering-management"
    assert article.title == "What Can You Do With an MS in Engineering Management?"
    assert [(author.name, author.role) for author in article.authors] == [("Shaday Stewart", "author")]
    assert (article.published, article.updated, article.first_published) == ("2024-07-25", None, "2022-10")
    assert [term.slug for term in article.areas_of_study] == ["engineering"]
    assert [(term.name, term.slug) for term in article.topics] == [
        ("Career Advancement", "career-advancement"),
        ("Industry Trends & Insights", "industry-trends"),
    ]


def test_eight_headings_stand_outside_the_role_list(article: ScrapedArticle) -> None:
    headings = [block for block in article.blocks if isinstance(block, HeadingBlock)]
    assert len(headings) == 8
    assert not {block.text for block in headings} & set(ROLES)
    assert [block.type for block in article.blocks].count("roles") == 1


def test_nine_roles_in_order_with_their_text(article: ScrapedArticle) -> None:
    assert [role.title for role in article.roles] == ROLES
    assert all(len(role.html) > 200 for role in article.roles)
    assert {role.section for role in article.roles} == {"Jobs you can get with a master’s in engineering management"}


def test_figures_and_their_sources(article: ScrapedArticle) -> None:
    assert len(article.citations) == 3
    salary = next(figure for figure in article.figures if figure.kind == "salary")
    assert (salary.text, salary.amount, salary.currency) == ("$165,370", 165370.0, "USD")
    assert (salary.period, salary.statistic) == ("year", "median")
    assert salary.citation == "https://www.bls.gov/ooh/management/architectural-and-engineering-managers.htm"
    growth = next(figure for figure in article.figures if figure.kind == "growth")
    assert (growth.amount, growth.text, growth.period) == (4.0, "4% annually", "year")


def test_program_note_and_related(article: ScrapedArticle) -> None:
    assert [(program.name, program.url) for program in article.programs] == [
        (
            "Master of Science in Engineering Management",
            "https://graduate.northeastern.edu/program/master-of-science-in-engineering-management-boston-5273/",
        )
    ]
    assert article.editors_note is not None
    assert "originally published in October 2022" in article.editors_note.text
    assert len(article.related) == 3
    for card in article.related:
        assert card.title
        assert card.url.startswith("https://")
        assert card.published
        assert card.excerpt
        assert card.topics
    assert [len(card.areas_of_study) for card in article.related] == [1, 1, 0]


@pytest.mark.parametrize(
    "noise", ["Skip to content", "Back to all articles", "Share", "Compare Programs", "Related articles"]
)
def test_noise_is_recorded_and_in_no_block(article: ScrapedArticle, noise: str) -> None:
    assert any(noise in removed.text for removed in article.removed)
    blocks = json.dumps([vars(block) for block in article.blocks], default=vars)
    assert noise not in blocks
    assert all(card.title not in blocks for card in article.related)


def test_text_holds_title_roles_and_body(article: ScrapedArticle) -> None:
    text = article_text(article)
    assert text.startswith(article.title)
    assert text.index("Engineering manager\n") < text.index("Become a leader in the field")


def test_record_comes_back_from_json(article: ScrapedArticle) -> None:
    assert ScrapedArticle.from_dict(json.loads(json.dumps(article.to_dict()))) == article
