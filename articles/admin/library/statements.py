"""What articles say of a role's pay and growth, as the overview shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.library.told import Told, tell
from articles.admin.links import is_web_address, web_link
from articles.library.figures import Measure, Statement
from articles.library.kinds import Kind
from articles.models import ArticleFigure

MOST_MEASURES = 40
"""So many are shown; a role of thousands of articles has no more years and statistics than that."""
MOST_STATEMENTS = 12
"""Of one measure; so many different amounts are no statement any more."""
MOST_SOURCES = 5


def tell_all(user: Any, kind: Kind, entry: int, measures: Sequence[Measure], pages: Iterable[int]) -> Told:
    """Of these articles, and of those that the statements name."""
    named, urls = set(pages), set()
    for statement in _statements(measures):
        named.update(statement.shown)
        for url in statement.sources[:MOST_SOURCES]:
            urls.add(url)
            named.update(statement.citing(url))
    return tell(user, kind, entry, named, urls)


def statements(measures: Sequence[Measure], told: Told) -> dict[str, Any]:
    """For the template: the measures with their statements, and how many are left out."""
    shown = measures[:MOST_MEASURES]
    return {
        "shown": [
            {
                "label": measure_in_words(measure),
                "disagree": measure.disagree,
                "amounts": ", ".join(each.text for each in measure.statements[:MOST_STATEMENTS]),
                "statements": [_shown(each, told) for each in measure.statements[:MOST_STATEMENTS]],
                "more": max(0, len(measure.statements) - MOST_STATEMENTS),
            }
            for measure in shown
        ],
        "more": len(measures) - len(shown),
    }


def _statements(measures: Sequence[Measure]) -> list[Statement]:
    return [each for measure in measures[:MOST_MEASURES] for each in measure.statements[:MOST_STATEMENTS]]


def measure_in_words(measure: Measure) -> str:
    """ "Salary, median, per year, USD, as of 2023"."""
    kind: str | Promise = dict(ArticleFigure.Kind.choices).get(measure.kind, measure.kind)
    parts = [str(kind), measure.statistic]
    if measure.period:
        parts.append(_("per %(period)s") % {"period": measure.period})
    parts += [measure.currency, years_in_words(measure)]
    return str(capfirst(", ".join(filter(None, parts))))


def years_in_words(measure: Measure) -> str:
    start, end = measure.start_year, measure.end_year
    if start and end and start != end:
        return f"{start}–{end}"
    year = end or start
    return _("as of %(year)s") % {"year": year} if year else _("no year given")


def _shown(statement: Statement, told: Told) -> dict[str, Any]:
    sources = statement.sources
    return {
        "text": statement.text,
        "sources": [source_link(url, told.words.get(url, "")) for url in sources[:MOST_SOURCES]],
        "more_sources": max(0, len(sources) - MOST_SOURCES),
        "articles": [
            {
                "title": told.titles[page],
                "url": reverse("wagtailadmin_pages:edit", args=[page]) if page in told.editable else "",
            }
            for page in statement.shown
            if page in told.titles
        ],
        "more": statement.more,
    }


def source_link(url: str, words: str) -> str:
    """Who says it: the words of the citation, linked where its address is one of the web.

    Where the article made a link of the mere number, the address says more.
    """
    if not any(each.isalpha() for each in words):
        return web_link(url)
    if not is_web_address(url):
        return words
    return format_html('<a class="hub-address" href="{}" target="_blank" rel="noreferrer">{}</a>', url, words)
