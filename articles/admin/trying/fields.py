"""The fields of a record in words: their names, and what the record says in each."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleFigure
from scraper import ScrapedArticle
from scraper.items import Author, Figure
from scraper.parsing.trace import Candidate

LABELS = {
    "profile": _("The profile's selectors"),
    "url": _("Address"),
    "language": _("Language"),
    "article": _("Where the article stands"),
    "title": _("Title"),
    "authors": _("Authors"),
    "published": _("Published"),
    "updated": _("Updated"),
    "first_published": _("First published"),
    "areas_of_study": _("Areas of study"),
    "topics": _("Topics"),
    "summary": _("Summary"),
    "editors_note": _("Editor's note"),
    "roles": _("Roles"),
    "related": _("Related articles"),
    "block.heading": _("Heading"),
    "block.rich_text": _("Text"),
    "block.image": _("Image"),
    "block.table": _("Table"),
    "block.quote": _("Quote"),
    "block.embed": _("Embed"),
    "block.call_to_action": _("Call to action"),
    "block.key_points": _("Key points"),
    "block.faq": _("Questions"),
    "block.roles": _("Here stand the roles"),
}

_RECORDED: dict[str, Callable[[ScrapedArticle], list[str]]] = {
    "url": lambda article: [article.url],
    "title": lambda article: [article.title],
    "authors": lambda article: words(article.authors),
    "published": lambda article: words(article.published),
    "updated": lambda article: words(article.updated),
    "first_published": lambda article: words(article.first_published),
    "areas_of_study": lambda article: [f"{each.name} [{each.slug}]" for each in article.areas_of_study],
    "topics": lambda article: [f"{each.name} [{each.slug}]" for each in article.topics],
    "summary": lambda article: words(article.summary),
    "editors_note": lambda article: [article.editors_note.text] if article.editors_note else [],
    "roles": lambda article: [each.title for each in article.roles],
    "related": lambda article: [each.title for each in article.related],
}


def said(name: str, article: ScrapedArticle, seen: list[Candidate]) -> list[str]:
    """What the record says in a field; for what is no field of it, what was seen."""
    if name in _RECORDED:
        return _RECORDED[name](article)
    return [" – ".join([each.rule, *words(each.value)]) if name == "profile" else words(each.value)[0] for each in seen]


def words(value: object) -> list[str]:
    """A value of any of the record's forms, a text for each part."""
    if value is None or value == "":
        return []
    if isinstance(value, list | tuple):
        return [each for part in value for each in words(part)]
    if isinstance(value, Author):
        return [value.name if value.role == "author" else f"{value.name} ({value.role})"]
    return [str(value)]


def figure_in_words(figure: Figure) -> str:
    """What the number is taken for: "salary, median, 62,000 USD a year, 2023, Data analyst"."""
    kind = dict(ArticleFigure.Kind.choices).get(figure.kind, figure.kind)
    amounts = [each for each in (figure.amount, figure.low, figure.high) if each is not None]
    numbers = [number_format(int(each) if each == int(each) else each, force_grouping=True) for each in amounts]
    value = " ".join(filter(None, ("–".join(numbers), figure.currency)))
    years = "–".join(dict.fromkeys(str(each) for each in (figure.start_year, figure.end_year) if each))
    per = str(_("a %(period)s")) % {"period": figure.period} if figure.period else ""
    parts = (kind, figure.statistic, " ".join(filter(None, (value, per))), years, figure.role)
    return ", ".join(str(each) for each in parts if each)
