"""What articles say of a role: by measure, the latest first, with who says it; and where they disagree."""

from __future__ import annotations

from typing import Any

import pytest

from articles.library.figures import MOST_ARTICLES, Measure, figures_of
from articles.models import ArticleFigure, ArticlePage, ArticleRole, Role
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db
STATISTICS = "https://statistics.example/"


def figures(role: Role) -> list[Measure]:
    return figures_of(role.pk)


@pytest.fixture
def role() -> Role:
    return Role.objects.create(name="Data analyst", slug="data-analyst")


@pytest.fixture
def say(role: Role) -> Any:
    index = make_index()

    def say(title: str, amount: float | None, printed: str = "Data analyst", **fields: Any) -> ArticlePage:
        page = make_article(index, title)
        ArticleRole.objects.create(page=page, role=role, title=printed)
        values = {
            "kind": "salary", "text": f"${amount:,.0f}" if amount else "plenty", "amount": amount, "currency": "USD",
            "period": "year", "statistic": "median", "end_year": 2023, "role": printed, "citation": STATISTICS,
        } | fields  # fmt: skip
        ArticleFigure.objects.create(page=page, **values)
        return page

    return say


def test_articles_that_agree(say: Any, role: Role) -> None:
    one, two = say("One", 90_000), say("Two", 90_000, "Data Analysts", text="90,000 dollars")
    [measure] = figures(role)
    assert (measure.kind, measure.statistic, measure.as_of, measure.disagree) == ("salary", "median", 2023, False)
    [statement] = measure.statements
    assert statement.text == "$90,000"
    assert statement.shown == [one.pk, two.pk]
    assert statement.sources == [STATISTICS]
    assert statement.citing(STATISTICS) == [one.pk, two.pk]


def test_an_article_that_says_it_with_two_sources_says_it_once(say: Any, role: Role) -> None:
    page = say("One", 90_000)
    figure = page.figures.get()
    figure.pk, figure.citation = None, "https://elsewhere.example/"
    figure.save()
    ArticleRole.objects.create(page=page, role=role, title="Data analyst")
    [statement] = figures(role)[0].statements
    assert (statement.shown, statement.more) == ([page.pk], 0)
    assert statement.sources == ["https://elsewhere.example/", STATISTICS]


def test_the_title_tells_the_role_in_its_own_article_alone(say: Any, role: Role) -> None:
    """An editor gave this article's "Manager" the role; elsewhere it is another one's title."""
    say("One", 90_000, "Manager")
    page = say("Two", 80_000)
    ArticleFigure.objects.create(page=page, kind="salary", text="$1", amount=1, role="Manager")
    assert [each.text for measure in figures(role) for each in measure.statements] == ["$80,000", "$90,000"]


def test_articles_that_disagree(say: Any, role: Role) -> None:
    for title, amount in [("One", 90_000), ("Two", 80_000), ("Three", 80_000)]:
        say(title, amount)
    [measure] = figures(role)
    assert measure.disagree
    assert [(each.text, len(each.pages)) for each in measure.statements] == [("$80,000", 2), ("$90,000", 1)]


@pytest.mark.parametrize(
    "other",
    [{"period": "hour"}, {"statistic": "mean"}, {"end_year": 2022}, {"currency": "EUR"}, {"start_year": 2020}],
)
def test_another_measure_is_no_disagreement(say: Any, role: Role, other: dict[str, Any]) -> None:
    say("One", 90_000)
    say("Two", 80_000, **other)
    assert [measure.disagree for measure in figures(role)] == [False, False]


def test_the_order(say: Any, role: Role) -> None:
    say("Old", 1, end_year=2019)
    say("None", 1, end_year=None)
    say(
        "Growth",
        4,
        kind="growth",
        text="4 percent",
        currency="",
        period="",
        statistic="",
        start_year=2023,
        end_year=2033,
    )
    say("New", 1, end_year=2024)
    assert [(each.kind, each.as_of) for each in figures(role)] == [
        ("salary", 2024), ("salary", 2019), ("salary", None), ("growth", 2033),
    ]  # fmt: skip


def test_a_range_and_mere_words(say: Any, role: Role) -> None:
    say("One", None, low=1.0, high=2.0, text="1 to 2")
    say("Two", None, low=1.0, high=3.0, text="1 to 3")
    say("Three", None, statistic="", text="Plenty")
    say("Four", None, statistic="", text="plenty")
    assert not any(each.disagree for each in figures(role)), "they overlap, or name no number"
    say("Five", None, low=2.5, high=9.0, text="2.5 to 9")
    by_statistic = {each.statistic: each for each in figures(role)}
    assert by_statistic["median"].disagree
    assert not by_statistic[""].disagree


def test_what_may_be_two_ends_of_a_range_is_no_disagreement(say: Any, role: Role) -> None:
    for statistic, year in (("", 2023), ("median", None)):
        for amount in (80_000, 90_000):
            say("One", amount, statistic=statistic, end_year=year)
    assert [measure.disagree for measure in figures(role)] == [False, False]


def test_growths_of_the_same_years_disagree(say: Any, role: Role) -> None:
    for amount in (4, 6):
        say("One", amount, kind="growth", currency="", period="", statistic="", start_year=2023, end_year=2033)
    assert [measure.disagree for measure in figures(role)] == [True]


def test_what_is_of_another_role_or_kind_is_left_out(say: Any, role: Role) -> None:
    page = say("One", 90_000)
    other = Role.objects.create(name="Clerk", slug="clerk")
    ArticleRole.objects.create(page=page, role=other, title="Clerk")
    for fields in ({"role": "Clerk"}, {"role": ""}, {"role": "Data analyst", "kind": "percent"}):
        ArticleFigure.objects.create(page=page, **{"kind": "salary", "text": "$1", "amount": 1, **fields})
    assert len(figures(role)) == 1
    assert [each.statements[0].text for each in figures(other)] == ["$1"]


def test_many(say: Any, role: Role, django_assert_num_queries: Any) -> None:
    for number in range(MOST_ARTICLES + 3):
        say(f"Article {number}", 90_000)
    with django_assert_num_queries(2):
        [measure] = figures(role)
    [statement] = measure.statements
    assert (len(statement.shown), statement.more) == (MOST_ARTICLES, 3)
