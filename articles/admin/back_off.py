"""A person ends the back-off of a source: its next scheduled run starts when it is due. Asks first, and is logged."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, log

from articles.admin.pausing import PauseView
from articles.jobs.back_off import forgive

END_ACTION = "articles.end_back_off"
END_LABEL = gettext_lazy("End the back-off")
END_ICON = "rotate"


class EndBackOffView(PauseView):
    """A GET asks and changes nothing."""

    page_title = END_LABEL
    template_name = "articles/admin/back_off_confirm.html"

    def post(self, request: HttpRequest, *_arguments: Any, **_options: Any) -> HttpResponse:
        with transaction.atomic():
            if forgive(self.object):
                log(self.object, END_ACTION)
        messages.success(request, _("%(source)s runs again when it is due.") % {"source": self.object})
        return HttpResponseRedirect(self.next_url)


def register_back_off_action(actions: LogActionRegistry) -> None:
    actions.register_action(END_ACTION, END_LABEL, gettext_lazy("Ended the back-off"))
