"""Figures with their as-of year and their numbered citation, and the list of citations with links back to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.addresses import host_of, web_address
from articles.reading.scale import Mark, Scales
from articles.reading.wording import nature_of, years_of

if TYPE_CHECKING:
    from articles.models.evidence import ArticleCitation, ArticleFigure


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A figure's way to its source."""

    url: str
    host: str
    number: int | None
    """Of the citation in the list; null when the list does not have the address."""
    anchor: str
    """Where the citation's link back leads; empty without a number."""


@dataclass(frozen=True, kw_only=True)
class FigureView:
    kind: str
    label: str
    text: str
    nature: str
    """ "median, a year"; empty when neither is said."""
    years: str
    """The as-of year in words, or the span of a growth; empty when neither is said."""
    reference: Reference | None
    mark: Mark | None = None
    """Its place on the page's scale; only of a salary in numbers."""

    @property
    def details(self) -> str:
        """All that is said of it but its source, and that the year is not said where it is not."""
        years = self.years or _("year not stated")
        return f"{self.nature} · {years}" if self.nature else years


@dataclass(frozen=True, kw_only=True)
class BackLink:
    """From a citation to a figure that leans on it."""

    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CitedSource:
    number: int
    anchor: str
    url: str
    text: str
    claim: str
    accessed: date | None
    host: str
    back_links: tuple[BackLink, ...]
    state: str
    """What the last look at its address found, a value of `LinkCheck.State`; empty where nobody looked."""
    checked: date | None


class References:
    """Numbers the citations and remembers which figures lean on each."""

    def __init__(
        self,
        citations: Iterable[ArticleCitation],
        states: Mapping[str, tuple[str, date | None]] = MappingProxyType({}),
        scales: Scales | None = None,
    ) -> None:
        self._scales = scales
        self._states = states
        self._citations = list(citations)
        self._numbers: dict[str, int] = {}
        for number, citation in enumerate(self._citations, start=1):
            self._numbers.setdefault(citation.url, number)
        self._back_links: dict[int, list[BackLink]] = {}

    def figure(self, figure: ArticleFigure) -> FigureView:
        return FigureView(
            kind=figure.kind,
            label=str(figure.get_kind_display()),
            text=figure.text,
            nature=nature_of(figure.statistic, figure.period),
            years=_as_of(figure),
            reference=self._reference(figure.citation, figure.text),
            mark=self._scales.mark(figure) if self._scales and figure.role else None,
        )

    def cited_sources(self) -> tuple[CitedSource, ...]:
        return tuple(
            CitedSource(
                number=number,
                anchor=f"citation-{number}",
                url=web_address(citation.url),
                text=citation.text or citation.url,
                claim=citation.claim,
                accessed=citation.accessed,
                host=host_of(citation.url),
                back_links=tuple(self._back_links.get(number, ())),
                state=self._states.get(citation.url, ("", None))[0],
                checked=self._states.get(citation.url, ("", None))[1],
            )
            for number, citation in enumerate(self._citations, start=1)
        )

    def _reference(self, url: str, text: str) -> Reference | None:
        if not web_address(url):
            return None
        number = self._numbers.get(url)
        if number is None:
            return Reference(url=url, host=host_of(url), number=None, anchor="")
        back_links = self._back_links.setdefault(number, [])
        anchor = f"cited-{number}-{len(back_links) + 1}"
        back_links.append(BackLink(anchor=anchor, text=text))
        return Reference(url=url, host=host_of(url), number=number, anchor=anchor)


def _as_of(figure: ArticleFigure) -> str:
    years = years_of(figure.start_year, figure.end_year)
    return _("as of %(year)s") % {"year": years} if years.isdecimal() else years
