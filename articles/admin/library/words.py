"""Merges of library entries in words: in Wagtail's log, and why one cannot be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from articles.library.merge import MERGE, MERGED_AWAY, CannotMerge
from articles.library.undo import CAME_BACK, TAKE_BACK

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
    "taken": gettext_lazy("%(entry)s has the same slug or address now. Give it another one first, or merge the two."),
}


def reason_in_words(error: CannotMerge) -> str:
    return str(REASONS[error.code]) % error.about


def register_merge_actions(actions: LogActionRegistry) -> None:
    for action, (label, sentence) in LOGGED.items():
        actions.register_action(action)(_formatter(label, sentence))


def _formatter(action_label: Any, sentence: Any) -> type[LogFormatter]:
    class MergeFormatter(LogFormatter):
        label = action_label

        def format_message(self, log_entry: Any) -> str:
            return str(sentence) % {"entry": log_entry.data.get("entry") or _("an entry")}

    return MergeFormatter
