"""What roles pay: summed up by measure, from what a reader may see alone, and never converted."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from articles.explorer import pay
from articles.models import ArticleFigure, ArticleIndexPage
from tests.articles.explorer.pay_factory import make_role, name_role, salary
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_span_is_of_one_measure_and_statistic(index: ArticleIndexPage) -> None:
    name_role(make_article(index, "A"), "Nurse", salary(80_000), salary(60_000, statistic="mean"))
    name_role(make_article(index, "B"), "Nurse", salary(90_000, end_year=2025), salary(40, period="hour"))
    found = pay.spans(index.articles())
    assert {(span.measured.value, span.statistic, span.low, span.high, span.figures) for span in found} == {
        ("USD-year", "median", 80_000, 90_000, 2),
        ("USD-year", "mean", 60_000, 60_000, 1),
        ("USD-hour", "median", 40, 40, 1),
    }
    assert max(span.latest or 0 for span in found) == 2025


def test_a_range_reaches_from_its_lowest_to_its_highest(index: ArticleIndexPage) -> None:
    name_role(make_article(index), "Nurse", salary(None, low=70_000, high=95_000), salary(98_000))
    (span,) = pay.spans(index.articles())
    assert (span.low, span.high, span.text) == (70_000, 98_000, "$70,000–$98,000")


def test_an_amount_of_zero_is_none_and_hides_no_other(index: ArticleIndexPage) -> None:
    figures = (salary(50_000), salary(None, low=0, high=40_000), salary(0, low=0, high=0))
    name_role(make_article(index), "Cook", *figures)
    (span,) = pay.spans(index.articles())
    assert (span.low, span.high) == (40_000, 50_000)


def test_drafts_and_private_articles_pay_nothing(index: ArticleIndexPage) -> None:
    name_role(make_article(index, "Draft", live=False), "Nurse", salary(1_000_000))
    private = make_article(index, "Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    name_role(private, "Nurse", salary(1_000_000))
    name_role(make_article(index, "Public"), "Nurse", salary(80_000))
    assert [span.high for span in pay.spans(index.articles())] == [80_000]


def test_a_figure_belongs_to_the_role_of_its_own_article(index: ArticleIndexPage) -> None:
    first, second = make_article(index, "A"), make_article(index, "B")
    name_role(first, "Nurse", salary(80_000), title="The nurse")
    name_role(second, "Doctor", title="The nurse")
    assert {span.role for span in pay.spans(index.articles())} == {make_role("Nurse").pk}
    assert pay.spans(index.articles(), [make_role("Doctor").pk]) == []


def test_words_without_a_number_are_no_span(index: ArticleIndexPage) -> None:
    name_role(make_article(index), "Nurse", salary(None))
    assert ArticleFigure.objects.count() == 1
    assert pay.spans(index.articles()) == []


def test_the_most_usual_measure_comes_first_and_what_has_no_period_last(index: ArticleIndexPage) -> None:
    article = make_article(index)
    name_role(article, "Nurse", salary(80_000), salary(81_000), salary(40, period="hour"))
    name_role(article, "Doctor", *(salary(amount, period="") for amount in (1, 2, 3, 4)))
    found = pay.spans(index.articles())
    measures = pay.by_usage(found)
    assert [each.value for each in measures] == ["USD-year", "USD-hour", "USD-"]
    assert pay.scale_of(measures[2], found) is None
    year = pay.scale_of(measures[0], found)
    assert year is not None
    assert year.most == 100_000
    hourly = next(span for span in found if span.measured == measures[1])
    assert pay.drawn(hourly, measures[0], year).mark is None
