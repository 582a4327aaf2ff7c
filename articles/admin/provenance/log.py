"""What editors did with the parts of a page, in Wagtail's log."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

ACTIONS = {"lock": "articles.lock_part", "unlock": "articles.unlock_part", "follow": "articles.follow_part"}
"""By these names the audit log knows what somebody did with a part."""
LABELS: dict[str, str | Promise] = {
    "lock": gettext_lazy("Lock a part against the source"),
    "unlock": gettext_lazy("Unlock a part"),
    "follow": gettext_lazy("Let a part follow the source again"),
}
MESSAGES: dict[str, str | Promise] = {
    "lock": gettext_lazy("Locked against the source: %(part)s"),
    "unlock": gettext_lazy("Unlocked: %(part)s"),
    "follow": gettext_lazy("Let follow the source again: %(part)s"),
}


def register_part_actions(actions: LogActionRegistry) -> None:
    for act, name in ACTIONS.items():
        actions.register_action(name)(_formatter(act))


def _formatter(act: str) -> type[LogFormatter]:
    class PartFormatter(LogFormatter):
        label = LABELS[act]

        def format_message(self, entry: Any) -> str:
            return str(MESSAGES[act]) % {"part": entry.data.get("part", "")}

    return PartFormatter
