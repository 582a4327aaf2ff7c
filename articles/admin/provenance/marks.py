"""The parts of a page as its edit page shows them: a name, how the part stands to its source, what one can do with it.

The same marks are a table in the panel and, through JSON, badges at the fields, children and blocks of the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.incoming.parts import label_of
from articles.sync.follow import PageParts
from articles.sync.merging.parts import ORDER, part_of, path_of
from articles.sync.part_states import PartState

ACTS: dict[str, str | Promise] = {
    "lock": gettext_lazy("Lock"),
    "unlock": gettext_lazy("Unlock"),
    "follow": gettext_lazy("Follow again"),
}
WORDS: dict[str, str | Promise] = {
    "follows": gettext_lazy("Follows the source"),
    "taken": gettext_lazy("Taken over"),
    "own": gettext_lazy("Only on the page"),
    "left_out": gettext_lazy("Left out of the page"),
    "unknown": gettext_lazy("Not known"),
    "locked": gettext_lazy("Locked"),
}
TONES = {"follows": "good", "taken": "warning", "left_out": "warning", "locked": "bad"}


@dataclass(frozen=True, kw_only=True)
class Mark:
    part: str
    label: str
    state: str
    """As `PartState.state`, or "locked" where a lock holds whatever else is so."""
    words: str
    note: str
    """What else there is to know: how often the source changed the part since, and with what it is locked."""
    acts: list[dict[str, str]]
    waits: bool
    """Whether the inbox asks about it."""
    target: dict[str, Any]
    """What it is in the form: a field, a child by its place, or a block by its id."""

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    def as_json(self) -> dict[str, Any]:
        names = ("part", "label", "state", "words", "note", "acts", "target")
        return {name: getattr(self, name) for name in names} | {"tone": self.tone}


@dataclass(frozen=True, kw_only=True)
class Group:
    """A list with its elements, or the plain fields, under one heading."""

    label: str
    marks: list[Mark]
    whole: Mark | None = None

    @property
    def summary(self) -> str:
        """ "5 of 7 follow the source"."""
        follow = sum(mark.state == "follows" for mark in self.marks)
        text = ngettext("%(follow)s of %(all)s follows the source", "%(follow)s of %(all)s follow the source", follow)
        return text % {"follow": follow, "all": len(self.marks)}

    @property
    def is_open(self) -> bool:
        """Whether there is anything to see beside what follows."""
        marks = [*self.marks, *([self.whole] if self.whole else [])]
        return any(mark.state not in ("follows", "unknown") and mark.acts for mark in marks)


def groups_of(parts: PageParts) -> list[Group]:
    marks = {state.path: mark_of(state, parts) for state in parts.states}
    lists = [state.path[0] for state in parts.states if state.is_list]
    fields = [mark for path, mark in marks.items() if path[0] not in lists]
    found = [Group(label=_("Fields"), marks=fields)] if fields else []
    for name in lists:
        inner = [mark for path, mark in marks.items() if path[0] == name and len(path) > 1]
        whole = marks[(name,)]
        if inner or whole.state == "locked":
            found.append(Group(label=whole.label, marks=inner, whole=whole))
    return found


def mark_of(state: PartState, parts: PageParts) -> Mark:
    label = label_of(state.path, parts.sides.page, parts.sides.source)
    shown = "locked" if state.is_locked else state.state
    return Mark(
        part=part_of(state.path),
        label=label,
        state=shown,
        words=str(WORDS[shown]),
        note=_note(state, parts),
        acts=[{"act": act, "label": str(ACTS[act]), "aria": f"{ACTS[act]}: {label}"} for act in state.acts],
        waits=state.proposal is not None,
        target=_target(state),
    )


def _note(state: PartState, parts: PageParts) -> str:
    said = []
    if state.lock:
        said.append(_changes(state.lock.changes))
        if state.state in ("taken", "left_out"):
            said.append(_("The page says something else than the source."))
    elif state.above:
        said.append(_("Locked with: %(part)s.") % {"part": label_of(path_of(state.above.part), parts.sides.page)})
    elif state.proposal:
        said.append(_changes(state.proposal.changes))
    return " ".join(filter(None, said))


def _changes(number: int) -> str:
    if not number:
        return ""
    text = ngettext("The source changed it once since.", "The source changed it %(number)s times since.", number)
    return text % {"number": number}


def _target(state: PartState) -> dict[str, Any]:
    path = state.path
    if path[-1] == ORDER:
        return {}
    if state.place is not None and path[0] != "body":
        return {"kind": "child", "name": path[0], "place": state.place, "field": path[2] if len(path) > 2 else ""}
    if path[0] == "body" and len(path) == 2:
        return {"kind": "block", "id": path[1]}
    return {"kind": "list" if state.is_list else "field", "name": path[0]} if len(path) == 1 else {}
