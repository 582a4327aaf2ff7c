"""The figures of a page at a glance: as of when each is, and whether the page cites where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage

STATES: dict[str, tuple[str | Promise, str]] = {
    "cited": (_("among the citations"), "good"),
    "missing": (_("not among the citations"), "warning"),
    "none": (_("no citation"), ""),
}


@dataclass(frozen=True, kw_only=True)
class FigureTold:
    number: int
    text: str
    role: str
    kind: str
    as_of: str
    """ "2024", or "2023–2033" for a growth; empty where the article does not say."""
    state: str
    citation: str

    @property
    def words(self) -> str:
        return str(STATES[self.state][0])

    @property
    def tone(self) -> str:
        return STATES[self.state][1]


def about_figures(page: ArticlePage) -> dict[str, Any] | None:
    """None for a page without figures."""
    cited = {each.url.rstrip("/") for each in page.citations.all()}
    figures = [
        FigureTold(
            number=number,
            text=each.text,
            role=each.role,
            kind=str(each.get_kind_display()),
            as_of="–".join(dict.fromkeys(str(year) for year in (each.start_year, each.end_year) if year)),
            state="none" if not each.citation else "cited" if each.citation.rstrip("/") in cited else "missing",
            citation=each.citation,
        )
        for number, each in enumerate(page.figures.all(), start=1)
    ]
    if not figures:
        return None
    return {"figures": figures, "summary": _summary(figures)}


def _summary(figures: list[FigureTold]) -> str:
    """ "12 figures, 1 without a date, 2 without a citation, 1 cited elsewhere"."""
    undated = sum(not each.as_of for each in figures)
    uncited, elsewhere = (sum(each.state == state for each in figures) for state in ("none", "missing"))
    said = [
        ngettext("%(number)s figure", "%(number)s figures", len(figures)) % {"number": len(figures)},
        gettext("%(number)s without a date") % {"number": undated} if undated else "",
        gettext("%(number)s without a citation") % {"number": uncited} if uncited else "",
        gettext("%(number)s not among the citations") % {"number": elsewhere} if elsewhere else "",
    ]
    return ", ".join(filter(None, said))
