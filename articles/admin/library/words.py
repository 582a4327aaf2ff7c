"""Merges of library entries in words: in Wagtail's log, and why one cannot be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from articles.library.merging import MERGE, MERGED_AWAY
from articles.library.refusals import CannotMerge
from articles.library.undo import CAME_BACK, TAKE_BACK
from articles.models import LibraryMerge

# By action: its label, and a sentence with the other entry's name.
LOGGED = {
    MERGE: (gettext_lazy("Merge"), gettext_lazy("Merged %(entry)s into this")),
    MERGED_AWAY: (gettext_lazy("Merge away"), gettext_lazy("Merged this into %(entry)s")),
    TAKE_BACK: (gettext_lazy("Take a merge back"), gettext_lazy("Took the merge of %(entry)s into this back")),
    CAME_BACK: (gettext_lazy("Come back"), gettext_lazy("Made this again, which was merged into %(entry)s")),
}

REASONS = {
    "gone": gettext_lazy("One of the two is no longer there."),
    "run": gettext_lazy("Run %(run)s of %(source)s is writing articles. Try again when it has ended."),
    "undone": gettext_lazy("The merge was taken back before."),
    "later": gettext_lazy("What it was merged into has itself been merged into %(entry)s. Take that back first."),
    "busy": gettext_lazy("A merge of one of them goes on: %(merge)s. Try again when it has ended."),
    "refused": gettext_lazy("It was never done."),
    "stays_gone": gettext_lazy("The entry that was to stay was deleted meanwhile."),
    "taken": gettext_lazy("%(entry)s has the same slug or address now. Give it another one first, or merge the two."),
}


def reason_in_words(error: CannotMerge) -> str:
    return refusal_in_words({"code": error.code, **error.about})


def refusal_in_words(refusal: dict[str, Any]) -> str:
    """As a merge keeps it that a worker could not begin; empty where there is none."""
    return str(REASONS[refusal["code"]]) % refusal if refusal else ""


STAGES = {
    "rows": gettext_lazy("articles"),
    "replaced": gettext_lazy("articles"),
    "both": gettext_lazy("articles that named both"),
    "revisions": gettext_lazy("versions"),
    "later": gettext_lazy("newer versions"),
    "proposals": gettext_lazy("questions of the inbox"),
    "locks": gettext_lazy("locked parts"),
    "waiting": gettext_lazy("questions of the inbox"),
    "end": gettext_lazy("the end"),
    "words": gettext_lazy("articles in the search index"),
}


def state_in_words(made: LibraryMerge) -> str:
    """ "Is being merged: versions, 350 so far"."""
    stage = STAGES.get(made.progress.get("stage", ""))
    if stage is None:
        return str(made.get_status_display())
    words = _("%(state)s: %(stage)s, %(number)s so far")
    return words % {"state": made.get_status_display(), "stage": stage, "number": made.progress.get("done", 0)}


def register_merge_actions(actions: LogActionRegistry) -> None:
    for action, (label, sentence) in LOGGED.items():
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(action_label: Any, sentence: Any) -> type[LogFormatter]:
    class MergeFormatter(LogFormatter):
        label = action_label

        def format_message(self, log_entry: Any) -> str:
            return str(sentence) % {"entry": log_entry.data.get("entry") or _("an entry")}

    return MergeFormatter
