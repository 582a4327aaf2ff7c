"""What a new edition changed in an article's figures, in words: "Data Analyst: median salary $82,000 → $91,000".

A figure is known again by its role, kind, statistic and period, never by its words: those are what changed. Where that
leaves more than one to choose from, nothing is guessed: one is gone, and another was added. Numbers stand as the
article prints them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.sync.role_names import role_slug
from articles.sync.shorten import shortened
from scraper.items import Figure, ScrapedArticle

FACTS = ("salary", "growth")
"""The kinds that a role has one or two of, the weightier one first."""
NUMBERS = ("money", "percent", "count")
"""The kinds that a text is full of."""
KINDS = {
    "salary": gettext_lazy("salary"),
    "growth": gettext_lazy("growth"),
    "money": gettext_lazy("amount"),
    "percent": gettext_lazy("percentage"),
    "count": gettext_lazy("number"),
}
STATISTICS = {"median": gettext_lazy("median"), "mean": gettext_lazy("mean")}
MINUS = ("-", "\u2212", "\u2013")
LONGEST = 80
"""Characters of a role's title, or of a figure as printed, in a notice."""

Key = Callable[[Figure], Hashable]


def role_key(title: str | None) -> str:
    """The same for all titles that mean one role; empty for what stands outside the role list."""
    return role_slug(title) if title else ""


def fact_notices(before: ScrapedArticle, now: ScrapedArticle, *, without: frozenset[str] = frozenset()) -> list[str]:
    """One notice for each salary and growth that changed, came or went: salaries first, then as the article has them.

    `without` are the keys of roles whose figures are not told, because the role came or went as a whole.
    """
    found = _Difference(_figures(before, FACTS, without), _figures(now, FACTS, without))
    notices = [(after, _change(was, after)) for was, after in found.changed]
    notices += [(figure, _("%(what)s added: %(figure)s") % _said(figure)) for figure in found.added]
    notices += [(figure, _("%(what)s gone: %(figure)s") % _said(figure)) for figure in found.gone]
    place = {figure: number for number, figure in enumerate([*before.figures, *now.figures])}
    notices.sort(key=lambda each: (FACTS.index(each[0].kind), place[each[0]]))
    return [_of_role(figure, notice) for figure, notice in notices if notice]


def number_notices(before: ScrapedArticle, now: ScrapedArticle, *, without: frozenset[str] = frozenset()) -> list[str]:
    """The other figures: what changed where that is plain, else how many came and went."""
    found = _Difference(_figures(before, NUMBERS, without), _figures(now, NUMBERS, without))
    lines = [_of_role(after, notice) for was, after in found.changed if (notice := _change(was, after))]
    if gone := len(found.gone):
        lines.append(ngettext("%(number)d figure gone", "%(number)d figures gone", gone) % {"number": gone})
    if added := len(found.added):
        lines.append(ngettext("%(number)d figure added", "%(number)d figures added", added) % {"number": added})
    return lines


def _figures(article: ScrapedArticle, kinds: Iterable[str], without: frozenset[str]) -> list[Figure]:
    return [figure for figure in article.figures if figure.kind in kinds and role_key(figure.role) not in without]


class _Difference:
    """Two editions' figures, those left out that say the same in both."""

    def __init__(self, before: list[Figure], now: list[Figure]) -> None:
        same = Counter(map(_meaning, before)) & Counter(map(_meaning, now))
        self.gone, self.added = _less(before, same), _less(now, same)
        self.changed: list[tuple[Figure, Figure]] = []
        self._pair(lambda figure: (*_place(figure), figure.statistic, figure.period))
        # A salary that is now called a mean is the role's salary still; outside the roles it can be anybody's.
        self._pair(lambda figure: _place(figure) if figure.role else figure)

    def _pair(self, key: Key) -> None:
        then, today = _groups(self.gone, key), _groups(self.added, key)
        for name, figures in today.items():
            others = then.get(name, [])
            # Two salaries of one role are its lower and its higher one, in whatever order they are told.
            are_ranked = bool(figures[0].role) and figures[0].kind in FACTS
            if len(others) == len(figures) and (are_ranked or len(figures) == 1):
                for was, after in zip(sorted(others, key=_size), sorted(figures, key=_size), strict=True):
                    self.gone.remove(was)
                    self.added.remove(after)
                    self.changed.append((was, after))


def _place(figure: Figure) -> tuple[str, str]:
    return role_key(figure.role), figure.kind


def _value(figure: Figure) -> tuple[Hashable, ...]:
    return figure.amount, figure.low, figure.high, figure.currency, figure.statistic, figure.period


def _meaning(figure: Figure) -> Hashable:
    return _place(figure), _value(figure), figure.start_year, figure.end_year


def _size(figure: Figure) -> float:
    return next((number for number in (figure.amount, figure.low, figure.high) if number is not None), 0.0)


def _groups(figures: list[Figure], key: Key) -> dict[Hashable, list[Figure]]:
    groups: defaultdict[Hashable, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    return groups


def _less(figures: list[Figure], said: Counter[Hashable]) -> list[Figure]:
    """The figures without as many of each meaning as are said in both editions."""
    left, kept = Counter(said), []
    for figure in figures:
        if left[_meaning(figure)]:
            left[_meaning(figure)] -= 1
        else:
            kept.append(figure)
    return kept


def _change(was: Figure, now: Figure) -> str:
    """ "median salary $82,000 → $91,000 (as of 2024)"; empty where the article prints the same as before."""
    then, today, old_years, years = _label(was), _label(now), _years(was), _years(now)
    if (then, _value(was)) == (today, _value(now)):
        if old_years == years:
            return ""
        change = {"before": old_years or _("no year"), "now": years or _("no year")}
        return f"{today} {_printed(now)} " + _("(%(before)s → %(now)s)") % change
    if (then, _printed(was), old_years) == (today, _printed(now), years):
        return ""
    words = {"before": f"{then} {_printed(was)}", "now": _printed(now) if then == today else f"{today} {_printed(now)}"}
    return _with_years(_("%(before)s → %(now)s") % words, years)


def _said(figure: Figure) -> dict[str, str]:
    return {"what": _label(figure), "figure": _with_years(_printed(figure), _years(figure))}


def _label(figure: Figure) -> str:
    """ "median salary"."""
    kind, statistic = str(KINDS[figure.kind]), STATISTICS.get(figure.statistic or "")
    return _("%(statistic)s %(kind)s") % {"statistic": statistic, "kind": kind} if statistic else kind


def _printed(figure: Figure) -> str:
    """The figure's words; with a minus where the text says that it declines, and prints the number alone."""
    text = shortened(figure.text, LONGEST)
    declines = figure.amount is not None and figure.amount < 0
    return f"\u2212{text}" if declines and not any(sign in text for sign in MINUS) else text


def _years(figure: Figure) -> str:
    """ "as of 2024", or the span of a growth; empty when neither is said."""
    start, end = figure.start_year, figure.end_year
    if start and end and start != end:
        return _("%(start)s–%(end)s") % {"start": start, "end": end}
    if figure.kind == "growth" and end and not start:
        return _("by %(year)s") % {"year": end}
    if figure.kind == "growth" and start and not end:
        return _("from %(year)s") % {"year": start}
    return _("as of %(year)s") % {"year": start or end} if start or end else ""


def _with_years(words: str, years: str) -> str:
    return f"{words} ({years})" if years else words


def _of_role(figure: Figure, notice: str) -> str:
    role = shortened(figure.role, LONGEST)
    return _("%(role)s: %(notice)s") % {"role": role, "notice": notice} if role else notice
