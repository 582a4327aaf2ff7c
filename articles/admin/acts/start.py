"""Runs of a source that a person starts beside *Scrape now*: one that plans first, one that reads what is stored."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.acts.logged import PLAN, REPLAY
from articles.admin.links import report_url
from articles.admin.scrape import PLAN_ICON, PLAN_LABEL, REPLAY_ICON, REPLAY_LABEL, ScrapeNowView
from articles.models import SyncRun


class _StartView(ScrapeNowView):
    def after(self, run: SyncRun) -> HttpResponseRedirect:
        """To the run's report, where it can be followed, for whoever may see it."""
        return HttpResponseRedirect(report_url(run, self.request.user) or self.next_url)


class PlanView(_StartView):
    page_title = PLAN_LABEL
    header_icon = PLAN_ICON
    action = PLAN
    values = {"plan_only": True}
    yes_label = gettext_lazy("Yes, plan first")

    @property
    def question(self) -> str:
        return _(
            "Plan a run of %(source)s (%(address)s)? A background worker crawls it and stops before it writes a page. "
            "The run's report says what would become of every article; from there the plan can be applied."
        ) % {"source": self.object, "address": self.object.address}


class ReplayView(_StartView):
    page_title = REPLAY_LABEL
    header_icon = REPLAY_ICON
    action = REPLAY
    trigger = SyncRun.Trigger.REPLAY
    yes_label = gettext_lazy("Yes, read them again")

    @property
    def question(self) -> str:
        return _(
            "Read the stored responses of %(source)s again? A background worker takes them through today's parser and "
            "profile, and brings the pages into step. Nobody is asked, and no page is withdrawn by it."
        ) % {"source": self.object}
