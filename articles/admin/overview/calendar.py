"""A month of what is scheduled, as a table of weeks; a day lists its runs and pages."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import page_permission_policy

from articles.admin.links import CALENDAR, may_see_sources
from articles.admin.overview.coming import Coming, coming

ONE_BY_ONE = 3
"""So many runs of a source on a day are shown each with its time; more as one line."""
YEARS = range(2000, 2200)


def may_see_calendar(user: Any) -> bool:
    return may_see_sources(user) or bool(page_permission_policy.user_has_permission(user, "change"))


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Calendar")
    header_icon = "calendar-alt"
    template_name = "articles/admin/overview/calendar.html"

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if not may_see_calendar(request.user):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **options)

    def get_page_subtitle(self) -> str:
        return date_format(self.month, "YEAR_MONTH_FORMAT")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, here]

    @property
    def month(self) -> date:
        """The first day of the month that the address names; of this one where it names none."""
        try:
            month = datetime.strptime(self.request.GET.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - a day
        except ValueError:
            month = timezone.localdate()
        return (month if month.year in YEARS else timezone.localdate()).replace(day=1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        weeks = Calendar(int(get_format("FIRST_DAY_OF_WEEK") or 0) - 1).monthdatescalendar(
            self.month.year, self.month.month
        )
        first, last = weeks[0][0], weeks[-1][-1]
        found = coming(self.request.user, _midnight(first), _midnight(date.fromordinal(last.toordinal() + 1)))
        by_day: defaultdict[date, list[Coming]] = defaultdict(list)
        for each in found:
            by_day[each.moment.date()].append(each)
        today = timezone.localdate()
        return {
            **super().get_context_data(**kwargs),
            "weekdays": [{"long": WEEKDAYS[day.weekday()], "short": WEEKDAYS_ABBR[day.weekday()]} for day in weeks[0]],
            "weeks": [
                [
                    {
                        "day": day,
                        "is_today": day == today,
                        "is_outside": day.month != self.month.month,
                        "entries": entries(by_day[day]),
                    }
                    for day in week
                ]
                for week in weeks
            ],
            "former": _month_url(date.fromordinal(self.month.toordinal() - 1)),
            "next": _month_url(date.fromordinal(self.month.toordinal() + 31)),
            "this": reverse(f"{CALENDAR}:index"),
            "zone": timezone.get_current_timezone_name(),
            "is_empty": not found,
        }


def entries(of_day: list[Coming]) -> list[dict[str, Any]]:
    """What a day shows: the many runs of one source as one line with their number."""
    runs: defaultdict[int, list[Coming]] = defaultdict(list)
    for each in of_day:
        if each.kind == "run":
            runs[each.about].append(each)
    shown = []
    for each in of_day:
        same = runs[each.about] if each.kind == "run" else []
        if len(same) > ONE_BY_ONE:
            if each is same[0]:
                times = ngettext("%(number)s time", "%(number)s times", len(same)) % {"number": len(same)}
                shown.append({"time": times, "words": each.words, "url": each.url, "kind": each.kind})
            continue
        shown.append(
            {"time": date_format(each.moment, "TIME_FORMAT"), "words": each.words, "url": each.url, "kind": each.kind}
        )
    return shown


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _month_url(day: date) -> str:
    return f"{reverse(f'{CALENDAR}:index')}?month={day:%Y-%m}"


class CalendarMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_calendar(request.user)


class CalendarViewSet(ViewSet):
    name = CALENDAR
    url_prefix = "hub/calendar"
    icon = "calendar-alt"
    menu_item_class = CalendarMenuItem
    menu_label = gettext_lazy("Calendar")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", CalendarView.as_view(), name="index")]
