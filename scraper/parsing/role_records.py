"""Roles as the contract has them: text, facts, and the salaries and growth that stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.items import Figure, Role
from scraper.parsing.citations import Sources
from scraper.parsing.facts import read_facts
from scraper.parsing.figures import read_figures
from scraper.parsing.role_shapes import Entry
from scraper.parsing.writing import escaped

PAY = "Pay"
"""What an amount in a role's title tells of: "Ink maker ($61,000)"."""


@dataclass(frozen=True, kw_only=True)
class RoleReading:
    role: Role
    figures: list[Figure]
    """All figures of its text, of every kind."""


def make_roles(entries: list[Entry], sources: Sources) -> list[RoleReading]:
    """One record an entry, in page order."""
    readings: list[RoleReading] = []
    for entry in entries:
        html = "".join(piece.prose for piece in entry.pieces)
        figures = read_figures(escaped(entry.title), sources, role=entry.title, label=PAY)
        figures += [
            figure
            for piece in entry.pieces
            for figure in read_figures(piece.prose, sources, role=entry.title, label=piece.label)
        ]
        role = Role(
            title=entry.title,
            html=html,
            section=entry.section,
            salaries=[each for each in figures if each.kind == "salary"],
            growth=[each for each in figures if each.kind == "growth"],
            facts=read_facts(html) | entry.facts,
        )
        readings.append(RoleReading(role=role, figures=figures))
    return readings
