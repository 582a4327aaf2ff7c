"""Role cards: a role with its salaries and growth, wherever in the article those figures were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.reading.body import plain
from articles.reading.facts import is_said_by_facts, unsaid_facts
from articles.reading.figures import FigureView, References

if TYPE_CHECKING:
    from articles.models.evidence import ArticleFigure
    from articles.models.parts import ArticleRole

SALARY, GROWTH = "salary", "growth"


@dataclass(frozen=True, kw_only=True)
class RoleCard:
    anchor: str
    title: str
    section: str
    """Heading over this role and those after it; empty when it stands already, in the body or over a role before."""
    html: str
    facts: tuple[tuple[str, str], ...]
    """Label and text, in page order, of what the html does not say already."""
    salaries: tuple[FigureView, ...]
    growth: tuple[FigureView, ...]
    other_figures: tuple[FigureView, ...]


def role_cards(
    roles: Iterable[ArticleRole],
    figures: Iterable[ArticleFigure],
    references: References,
    headings: frozenset[str],
) -> tuple[RoleCard, ...]:
    """The cards in page order. `headings` are those of the body, which are not said twice."""
    by_role: dict[str, list[ArticleFigure]] = {}
    for figure in figures:
        by_role.setdefault(figure.role, []).append(figure)
    cards: list[RoleCard] = []
    said = set(headings)
    for number, role in enumerate(roles, start=1):
        views = [references.figure(figure) for figure in by_role.get(role.title, ())]
        section = "" if plain(role.section) in said else role.section
        said.add(plain(role.section))
        cards.append(
            RoleCard(
                anchor=f"role-{number}",
                title=role.title,
                section=section,
                html="" if is_said_by_facts(role.facts, role.html) else role.html,
                facts=unsaid_facts(role.facts, role.html),
                salaries=tuple(view for view in views if view.kind == SALARY),
                growth=tuple(view for view in views if view.kind == GROWTH),
                other_figures=tuple(view for view in views if view.kind not in {SALARY, GROWTH}),
            )
        )
    return tuple(cards)
