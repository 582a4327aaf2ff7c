"""Figures that a role is only compared with: those of all occupations, and of another role.

A national median alone may be the role's own: "$95,000 in Ohio, above the national median of $81,800".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.parsing.figure_claims import Claim
from scraper.parsing.figure_words import has_figure

_ALL = (
    r"\ball\s(?:other\s|u\.?s\.?\s|american\s)?"
    r"(?:occupations|workers|jobs|careers|professions|employees|industries|americans)\b"
)
ALL = re.compile(_ALL)
FASTER = re.compile(r"(?:fast|slow)er")
AVERAGE = re.compile(r"\s?than\s(?:the\s|an?\s)?(?:\w+\s){0,2}average\b")
AVERAGE_BEHIND = re.compile(r"\s(?:\w+\s)?average\b")
MEASURED = re.compile(
    rf"\b(?:average|median|mean|wages?|pay|salary|salaries|growth|rate)\b.{{0,40}}\b(?:for|of|across|among)\s{_ALL}"
)
SHARED = re.compile(rf"(?:\s(?:a|an|per)\s\w+)?\s(?:\w+\s){{0,2}}(?:for|of|across|among)\s{_ALL}")
COMPARING = re.compile(
    r"\b(?:faster|slower|higher|lower|more|less|greater|better|larger|smaller|above|below|over|exceed\w*|beyond"
    r"|compared(?:\s(?:to|with))?"
    r"|against|versus|vs|double|twice|triple|times)\b"
)
CLAUSE_END = re.compile(r"[,;—](?=\s)(?!\s(?:which|who)\b)")
ITS_OWN = re.compile(r"\b(?:at|with|by|to)\s(?:an?\s|the\s|about\s|around\s|some\s|roughly\s){0,2}$")
"""Between a comparison and a figure that is the role's own: "faster than average at 36 percent"."""
FARTHEST = 80
"""Characters behind a figure in which it is still told whose it is."""
CLAUSE = re.compile(rf"[^,;()$€£%]{{0,{FARTHEST}}}")
OF_THEM = r"(?:,?\s(?:who|which|whose\s\w+))?\s(?:(?:can|may|will|also|\w+ly)\s){0,2}"
OTHERS_VERB = re.compile(
    rf"(?:{OF_THEM}(?:earn\w*|makes?|made|are|is|was|were|get|gets|receives?|have|has|averages?|commands?|grow|grows)\b|\s?\()"
)
"""Right behind a role's title: what follows is said of that role."""
THAN = re.compile(r"\b(?:than|compared (?:to|with)|versus|vs\.?)\s[^,;]{0,40}$")
BACK_TO_ITSELF = re.compile(r"\b(?:and|but|or|they|their|it|its)\b")
MOST_TITLES = 100
"""Roles of one page that are looked for in each other's text and tables."""


class OtherRoles:
    """The titles of a page's roles, sought in the text of each of them."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.titles = list(dict.fromkeys(title.lower() for title in titles))[:MOST_TITLES]
        self._form: re.Pattern[str] | None = None

    def form(self) -> re.Pattern[str]:
        """Any title, the longest that stands at a place, in one or many."""
        if self._form is None:
            words = "|".join(map(re.escape, sorted(self.titles, key=len, reverse=True)))
            self._form = re.compile(rf"\b(?:the\s|an?\s)?({words})(?:e?s)?(?!\w)")
        return self._form

    def compares(self, claim: Claim) -> bool:
        """Whether a figure in a role's text is told of everyone or of another role."""
        text = claim.said.lowered
        before, behind = text[: claim.start], CLAUSE.match(text, claim.end)
        after = behind[0] if behind else ""
        return _is_everyones(before, after) or self._is_anothers(before, after, (claim.role or "").lower())

    def _is_anothers(self, before: str, after: str, own: str) -> bool:
        if not any(title in before or title in after for title in self.titles if title != own):
            return False
        if (told := re.match(r"(?:\s(?:a|an|per)\s\w+)?\s(?:earned\s)?(?:for|by|of)\s", after)) is not None:
            title = self.form().match(after, told.end())
            if title is not None:
                return title[1] != own
        last = _last(self.form(), before)
        if last is None or last[1] == own:
            return False
        between = before[last.end() :]
        if has_figure(between) or BACK_TO_ITSELF.search(between):
            return False
        return OTHERS_VERB.match(between) is not None or THAN.search(before[: last.start()] + " ") is not None


def _is_everyones(before: str, after: str) -> bool:
    end = _last(CLAUSE_END, before)
    clause = before[end.end() :] if end is not None else before
    comparing = _last(COMPARING, clause)
    if comparing is not None and not has_figure(between := clause[comparing.end() :]):
        if ITS_OWN.search(between):
            return False
        if ALL.search(between) or ALL.search(after):
            return True
        of_growth = FASTER.fullmatch(comparing[0]) is not None and not between.endswith("(")
        return of_growth and (AVERAGE.match(between) or AVERAGE_BEHIND.match(after)) is not None
    measured = MEASURED.search(clause)
    if measured is not None and not has_figure(clause[measured.end() :]):
        return True
    return SHARED.match(after) is not None


def _last(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(form.finditer(text))
    return found[-1] if found else None
