"""What a new edition of an article means, in lines for an editor: roles and salaries before dates, dates before links.

They stand beside the raw difference and do not replace it: a changed sentence is no notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.addresses import host_of
from articles.sync.figure_notices import fact_notices, number_notices, role_key
from articles.sync.shorten import one_line, shortened
from scraper.blocks import HeadingBlock, ImageBlock
from scraper.items import Author, ScrapedArticle, Term

MOST_LINES = 12
"""Of one article; the last one says how many more there are."""
MOST_HOSTS = 3
LONGEST_NAME = 120
"""Characters of a title or a name in a notice."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATES = {
    "published": gettext_lazy("published"),
    "updated": gettext_lazy("updated"),
    "first_published": gettext_lazy("first published"),
}
AUTHORS = {
    "author": gettext_lazy("author"),
    "reviewer": gettext_lazy("reviewer"),
    "editor": gettext_lazy("editor"),
}

Named = Mapping[Any, str]
"""By what a part is known again, to the name that it has."""


def notices(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    """What the new edition changed, the weightiest first; empty when nothing of it is worth a line.

    The blocks must have the ids of the record before (`same_blocks.with_known_ids`): a renamed section is told by them.
    """
    roles = [{role_key(role.title): role.title for role in article.roles} for article in (before, now)]
    came_or_went = frozenset(roles[0].keys() ^ roles[1].keys())
    lines = [
        *fact_notices(before, now, without=came_or_went),
        *_differences(_("role"), *roles),
        *_title(before.title, now.title),
        *_dates(before, now),
        *_authors(before.authors, now.authors),
        *_differences(_("area of study"), _terms(before.areas_of_study), _terms(now.areas_of_study)),
        *_differences(_("topic"), _terms(before.topics), _terms(now.topics)),
        *_sections(before, now),
        *_differences(_("program"), *({each.url: each.name for each in article.programs} for article in (before, now))),
        *number_notices(before, now, without=came_or_went),
        *_citations(before, now),
        *_text(_note(before), _note(now), _("editor's note")),
        *_text(before.summary, now.summary, _("summary")),
        *_images(before, now),
        *_related(before, now),
    ]
    return _within(lines, MOST_LINES)


def _within(lines: list[str], most: int) -> list[str]:
    more = len(lines) - (most - 1)
    return lines if len(lines) <= most else [*lines[: most - 1], _("and %(number)d more") % {"number": more}]


def _differences(what: str, before: Named, now: Named) -> list[str]:
    """A line for each that came, then for each that went."""
    added = [_("%(what)s added: %(name)s") % _named(what, now[key]) for key in now if key not in before]
    gone = [_("%(what)s gone: %(name)s") % _named(what, before[key]) for key in before if key not in now]
    return added + gone


def _named(what: str, name: str) -> dict[str, str]:
    return {"what": what, "name": shortened(name, LONGEST_NAME)}


def _title(before: str, now: str) -> list[str]:
    if one_line(before) == one_line(now):
        return []
    years, new_years = YEAR.findall(before), YEAR.findall(now)
    if YEAR.sub("", one_line(before)) == YEAR.sub("", one_line(now)) and len(years) == len(new_years):
        changed = ((old, new) for old, new in zip(years, new_years, strict=True) if old != new)
        return [_("title: year %(before)s → %(now)s") % {"before": old, "now": new} for old, new in changed]
    both = {"before": shortened(before, LONGEST_NAME), "now": shortened(now, LONGEST_NAME)}
    return [_("title: “%(before)s” → “%(now)s”") % both]


def _dates(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    lines = []
    for name, words in DATES.items():
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            values = {"what": str(words), "before": old or _("no date"), "now": new or _("no date")}
            lines.append(_("%(what)s %(before)s → %(now)s") % values)
    return lines


def _authors(before: list[Author], now: list[Author]) -> list[str]:
    lines = []
    for role in dict.fromkeys(each.role for each in [*now, *before]):
        names = (
            {one_line(each.name).casefold(): each.name for each in side if each.role == role} for side in (before, now)
        )
        lines += _differences(str(AUTHORS.get(role, role)), *names)
    return lines


def _terms(terms: Iterable[Term]) -> Named:
    return {term.slug: term.name for term in terms}


def _sections(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    old, new = (
        {one_line(block.text).casefold(): block for block in article.blocks if isinstance(block, HeadingBlock)}
        for article in (before, now)
    )
    gone = {block.id: block for text, block in old.items() if text not in new}
    added = {block.id: block for text, block in new.items() if text not in old}
    renamed = [
        _("section renamed: %(before)s → %(now)s")
        % {"before": shortened(gone[key].text, LONGEST_NAME), "now": shortened(added[key].text, LONGEST_NAME)}
        for key in added
        if key in gone
    ]
    texts = ({key: block.text for key, block in side.items()} for side in (gone, added))
    return [*renamed, *_differences(_("section"), *texts)]


def _citations(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    old, new = ([each.url for each in article.citations] for article in (before, now))
    lines = []
    if gone := [url for url in old if url not in new]:
        words = ngettext("%(number)d citation gone", "%(number)d citations gone", len(gone)) % {"number": len(gone)}
        lines.append(_with_hosts(words, gone))
    if added := [url for url in new if url not in old]:
        words = ngettext("%(number)d citation added", "%(number)d citations added", len(added)) % {"number": len(added)}
        lines.append(_with_hosts(words, added))
    return lines


def _with_hosts(words: str, urls: list[str]) -> str:
    hosts = list(dict.fromkeys(filter(None, map(host_of, urls))))
    named = ", ".join(hosts[:MOST_HOSTS]) + (", …" if len(hosts) > MOST_HOSTS else "")
    return _("%(notice)s: %(hosts)s") % {"notice": words, "hosts": named} if hosts else words


def _note(article: ScrapedArticle) -> str:
    return article.editors_note.text if article.editors_note else ""


def _text(before: str | None, now: str | None, what: str) -> list[str]:
    old, new = one_line(before), one_line(now)
    if old == new:
        return []
    words = _("%(what)s changed") if old and new else _("%(what)s added") if new else _("%(what)s gone")
    return [words % {"what": what}]


def _images(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    old, new = ({block.src for block in each.blocks if isinstance(block, ImageBlock)} for each in (before, now))
    lines = []
    if gone := len(old - new):
        lines.append(ngettext("%(number)d image gone", "%(number)d images gone", gone) % {"number": gone})
    if added := len(new - old):
        lines.append(ngettext("%(number)d image added", "%(number)d images added", added) % {"number": added})
    return lines


def _related(before: ScrapedArticle, now: ScrapedArticle) -> list[str]:
    old, new = ({each.url for each in article.related} for article in (before, now))
    lines = []
    if gone := len(old - new):
        words = ngettext("%(number)d related article gone", "%(number)d related articles gone", gone)
        lines.append(words % {"number": gone})
    if added := len(new - old):
        words = ngettext("%(number)d related article added", "%(number)d related articles added", added)
        lines.append(words % {"number": added})
    return lines
