"""The screens of sources: list, report on one, editing, deleting."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Table, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from articles.admin.links import RUNS, SOURCES, may_view_runs, report_url, web_link
from articles.admin.run_columns import NARROW_TABLE, run_columns
from articles.admin.schedule_panel import coming_in_words
from articles.admin.scrape import plan_row_button, scrape_row_button
from articles.admin.source_buttons import SourceButtonsMixin
from articles.admin.source_columns import back_off_of, schedule_in_words, with_back_offs
from articles.admin.source_health import SourceHealth
from articles.admin.trying.views import TRY_ICON
from articles.credentials import said_of_credentials
from articles.jobs.holding import hold_in_words
from articles.models import Source, SyncRun
from articles.sync.claim import bury_dead_runs
from articles.sync.drift import NEVER
from articles.sync.schedule import spread_of

RECENT_RUNS_SHOWN = 5
"""Enough to see whether a failure is new; the rest is one link away."""


class SourceIndexView(generic.IndexView):
    table_classname = NARROW_TABLE
    scrape_url_name: str | None = None

    def get_base_queryset(self) -> QuerySet[Source]:
        latest = SyncRun.objects.order_by("-created_at", "-id")[:1]
        sources: QuerySet[Source] = super().get_base_queryset()
        return sources.prefetch_related(Prefetch("runs", queryset=latest, to_attr="latest_runs"))

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_any_permission(["add", "change"]):
            buttons.append(HeaderButton(_("Try an address"), url=reverse(f"{SOURCES}:try"), icon_name=TRY_ICON))
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        with_back_offs(context["object_list"])
        return context

    def get_list_more_buttons(self, instance: Source) -> list[Any]:
        buttons = list(super().get_list_more_buttons(instance))
        if self.user_has_permission("change"):
            buttons.append(scrape_row_button(instance, reverse(self.scrape_url_name, args=[instance.pk])))
            buttons.append(plan_row_button(instance))
        return buttons


class SourceInspectView(SourceButtonsMixin, generic.InspectView):
    """A source as it is set, how its last runs went, and what they did."""

    template_name = "articles/admin/source_inspect.html"

    def get_address_display_value(self) -> str:
        return web_link(self.object.address)

    def get_schedule_display_value(self) -> str:
        words = schedule_in_words(self.object)
        if not words:
            return _("By hand only")
        if self.object.paused:
            return _("%(schedule)s; paused") % {"schedule": words}
        times = format_html_join("", "<li>{}</li>", ((each,) for each in coming_in_words(self.object)))
        hold = hold_in_words(self.object, timezone.now(), back_off_of(self.object))
        held = format_html('<p class="hub-hold">{}</p>', hold) if hold else ""
        return format_html("{} ({})<ul>{}</ul>{}", words, self.object.time_zone, times, held)

    def get_spread_display_value(self) -> str:
        if not self.object.spread:
            return _("On the minute")
        seconds = int(spread_of(self.object).total_seconds())
        later = {"minutes": self.object.spread, "time": f"{seconds // 60}:{seconds % 60:02}"}
        return _("Over %(minutes)d minutes; this source starts %(time)s minutes later") % later

    def get_blackout_display_value(self) -> str:
        return self.object.blackout or _("None")

    def get_back_off_after_display_value(self) -> str:
        failures = self.object.back_off_after
        return (
            ngettext("%(number)d failed run", "%(number)d failed runs in a row", failures) % {"number": failures}
            if failures
            else _("Never")
        )

    def get_target_display_value(self) -> str:
        return str(self.object.target or _("The first article index of the site"))

    def get_profile_display_value(self) -> str:
        if not self.object.profile:
            return _("Nothing is overridden")
        written = json.dumps(self.object.profile, indent=2, ensure_ascii=False)
        return format_html('<pre class="hub-code">{}</pre>', written)

    def get_request_delay_display_value(self) -> str:
        seconds = self.object.request_delay
        return _("%(seconds)d at the least") % {"seconds": seconds} if seconds else _("As the hub's answers suggest")

    def get_most_articles_display_value(self) -> str:
        most = self.object.most_articles
        return number_format(most) if most else _("All that the hub names")

    def get_credentials_display_value(self) -> str:
        return said_of_credentials(self.object)

    def get_permission_note_display_value(self) -> str:
        return self.object.permission_note or _("None")

    def get_paused_display_value(self) -> str:
        return _("Yes") if self.object.paused else _("No")

    def get_withdraw_after_display_value(self) -> str:
        runs = self.object.withdraw_after
        return ngettext("%(number)d run that finds it gone", "%(number)d runs in a row", runs) % {"number": runs}

    def get_withdraw_share_display_value(self) -> str:
        share = self.object.withdraw_share
        return _("%(share)d %% of its pages") % {"share": share} if share else _("None: nothing is ever withdrawn")

    def get_drift_tolerance_display_value(self) -> str:
        tolerance = self.object.drift_tolerance
        return (
            _("%(tolerance)d percentage points") % {"tolerance": tolerance} if tolerance < NEVER else _("Never stops")
        )

    def get_store_images_display_value(self) -> str:
        return _("Yes") if self.object.store_images else _("No")

    def get_largest_image_display_value(self) -> str:
        return _("%(size)d MB") % {"size": self.object.largest_image}

    def get_allow_private_display_value(self) -> str:
        return _("Yes") if self.object.allow_private else _("No")

    @cached_property
    def recent_runs(self) -> Table:
        runs = self.object.runs.select_related("source", "user")[:RECENT_RUNS_SHOWN]
        name = TitleColumn("run", label=_("Run"), accessor=str, get_url=lambda run: report_url(run, self.request.user))
        return Table([name, *run_columns(sortable=False)], list(runs), classname=NARROW_TABLE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if may_view_runs(self.request.user):
            context["health"] = SourceHealth(self.object)
            context["recent_runs"] = self.recent_runs
            context["all_runs_url"] = f"{reverse(f'{RUNS}:index')}?source={self.object.pk}"
        return context


class SourceDeleteView(generic.DeleteView):
    """Deleting takes the runs and the source documents along, never a page, and waits for an active run's end."""

    @property
    def confirmation_message(self) -> str:
        runs, articles = self.object.runs.count(), self.object.documents.count()
        return _(
            "With %(source)s go %(runs)s and the origin of %(articles)s. "
            "The pages stay, but are no longer kept in step. Are you sure?"
        ) % {
            "source": self.object,
            "runs": ngettext("%(number)d run", "%(number)d runs", runs) % {"number": runs},
            "articles": ngettext("%(number)d article", "%(number)d articles", articles) % {"number": articles},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bury_dead_runs(self.object)
        if self.object.runs.filter(status__in=SyncRun.ACTIVE).exists():
            words = _("%(source)s is being scraped; it can be deleted when its run has ended.")
            messages.error(request, words % {"source": self.object})
            return HttpResponseRedirect(self.get_success_url())
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response
