"""Roles as the contract has them: text, facts, and the salaries and growth that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scraper.items import Figure, Role
from scraper.parsing.citations import Sources
from scraper.parsing.comparisons import OtherRoles
from scraper.parsing.facts import read_facts
from scraper.parsing.figures import read_claims
from scraper.parsing.role_shapes import Entry
from scraper.parsing.writing import escaped

PAY = "Pay"
"""What an amount in a role's title tells of: "Ink maker ($61,000)"."""
OWN_KINDS = frozenset({"salary", "growth"})
"""Kinds of figures that are a role's own, and not of what it is compared with."""


@dataclass(frozen=True, kw_only=True)
class RoleReading:
    role: Role
    figures: list[Figure]
    """All figures of its text, of every kind; without a role where it is only compared with them."""


def make_roles(entries: list[Entry], sources: Sources) -> list[RoleReading]:
    """One record an entry, in page order; figures it is only compared with are none of its salaries and growth."""
    readings: list[RoleReading] = []
    others = OtherRoles(entry.title for entry in entries)
    for entry in entries:
        html = "".join(piece.prose for piece in entry.pieces)
        claims = read_claims(escaped(entry.title), sources, role=entry.title, label=PAY)
        claims += [
            claim
            for piece in entry.pieces
            for claim in read_claims(piece.prose, sources, role=entry.title, label=piece.label)
        ]
        figures = [
            replace(figure, role=None) if figure.kind in OWN_KINDS and others.compares(claim) else figure
            for figure, claim in claims
        ]
        role = Role(
            title=entry.title,
            html=html,
            section=entry.section,
            salaries=[each for each in figures if each.role and each.kind == "salary"],
            growth=[each for each in figures if each.role and each.kind == "growth"],
            facts=read_facts(html) | entry.facts,
        )
        readings.append(RoleReading(role=role, figures=figures))
    return readings
