"""A run that stopped before it wrote goes on: a plan is applied, a braked run is released."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.acts.logged import APPLY, RELEASE
from articles.admin.acts.view import RunActView
from articles.admin.run_counts import counts_of
from articles.models import SyncRun
from articles.sync.claim import RunActive, active_run
from articles.sync.crawl import records_of
from articles.sync.release import ask_to_go_on, is_handed_over, why_not
from articles.tasks import enqueue_release

APPLY_LABEL, RELEASE_LABEL = gettext_lazy("Apply the plan"), gettext_lazy("Release the run")


def why_not_now(run: SyncRun) -> str:
    """Why the run cannot be told to go on; empty when it can."""
    if is_handed_over(run):
        return _("The run was told to go on already, and waits for a worker.")
    return why_not(run, records_of(run))


class GoOnView(RunActView):
    header_icon = "check"
    template_name = "articles/admin/acts/go_on.html"
    no_label = gettext_lazy("No, leave it as it is")

    @property
    def is_plan(self) -> bool:
        return bool(self.object.status == SyncRun.Status.PLANNED)

    @property
    def action(self) -> str:  # type: ignore[override]
        return APPLY if self.object.plan_only else RELEASE

    @property
    def yes_label(self) -> Any:
        return gettext_lazy("Yes, apply it") if self.is_plan else gettext_lazy("Yes, what fell is right: release it")

    def get_page_title(self) -> str:
        return str(APPLY_LABEL if self.is_plan else RELEASE_LABEL)

    def refusal(self) -> str:
        if reason := why_not_now(self.object):
            return reason
        active = active_run(self.object.source)
        return str(RunActive(active)) if active else ""

    def question(self) -> str:
        if self.is_plan:
            return _("A background worker writes what the run has planned. Nothing is crawled anew.")
        return _(
            "The run was stopped before it wrote, because its articles lost what they had before. "
            "Open one of them at the source: is what fell really gone there? Then a background worker "
            "writes what the run has brought, without a crawl."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "is_plan": self.is_plan,
            "falls": self.object.drift.get("falls", []),
            "counts": counts_of(self.object, self.report_url) if self.is_plan else [],
        }

    def act(self) -> str:
        ask_to_go_on(self.object, records_of(self.object))
        enqueue_release(self.object)
        return _("Run %(run)s goes on as soon as a worker takes it.") % {"run": self.object.pk}
