"""What people did with runs, in the log of the run's source: a run itself has no history that would be shown."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

PLAN, REPLAY = "articles.plan", "articles.replay"
STOP, RELEASE, APPLY, UNDO = "articles.stop", "articles.release", "articles.apply", "articles.undo"

SAID: dict[str, tuple[Promise, Promise]] = {
    PLAN: (gettext_lazy("Plan a run"), gettext_lazy("Asked for run %(run)s, which plans first")),
    REPLAY: (gettext_lazy("Replay"), gettext_lazy("Asked for run %(run)s, which reads what is stored again")),
    STOP: (gettext_lazy("Stop a run"), gettext_lazy("Asked run %(run)s to stop")),
    RELEASE: (gettext_lazy("Release a run"), gettext_lazy("Released run %(run)s from the drift brake")),
    APPLY: (gettext_lazy("Apply a plan"), gettext_lazy("Applied the plan of run %(run)s")),
    UNDO: (gettext_lazy("Take a run back"), gettext_lazy("Asked to take run %(run)s back")),
}


def register_run_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in SAID.items():
        actions.register_action(action)(_formatter(label, message))


def _formatter(label: Promise, message: Promise) -> type[LogFormatter]:
    class RunFormatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            return str(message) % {"run": log_entry.data.get("run", "?")}

    RunFormatter.label = label
    return RunFormatter
