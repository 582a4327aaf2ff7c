"""A run is stopped."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.acts.logged import STOP
from articles.admin.acts.view import RunActView
from articles.models import SyncRun
from articles.sync.stop import ask_to_stop


class StopView(RunActView):
    page_title = gettext_lazy("Stop the run")
    header_icon = "circle-xmark"
    action = STOP
    yes_label = gettext_lazy("Yes, stop it")
    no_label = gettext_lazy("No, let it go on")

    def refusal(self) -> str:
        if self.object.status in SyncRun.ACTIVE:
            return ""
        return _("The run has ended: %(status)s.") % {"status": self.object.get_status_display()}

    def question(self) -> str:
        if self.object.status == SyncRun.Status.QUEUED:
            return _("The run waits for a worker. Stopped now, it never begins.")
        return _(
            "The run ends within seconds: its crawl is ended, and no further page is written. "
            "What it has written stays; the next run goes on from there."
        )

    def act(self) -> str:
        if ask_to_stop(self.object, self.request.user):
            return _("Run %(run)s was stopped before it began.") % {"run": self.object.pk}
        return _("Run %(run)s was asked to stop, and ends within seconds.") % {"run": self.object.pk}
