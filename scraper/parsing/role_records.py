"""Roles as the contract has them: text, facts, and the salaries and growth that stand in it."""

from __future__ import annotations

from scraper.items import Role
from scraper.parsing.citations import Sources
from scraper.parsing.facts import read_facts
from scraper.parsing.figures import read_figures
from scraper.parsing.role_shapes import Entry


def make_roles(entries: list[Entry], sources: Sources) -> list[Role]:
    """One record an entry, in page order."""
    roles: list[Role] = []
    for entry in entries:
        html = "".join(piece.prose for piece in entry.pieces)
        figures = read_figures(html, sources, role=entry.title)
        roles.append(
            Role(
                title=entry.title,
                html=html,
                section=entry.section,
                salaries=[each for each in figures if each.kind == "salary"],
                growth=[each for each in figures if each.kind == "growth"],
                facts=read_facts(html),
            )
        )
    return roles
