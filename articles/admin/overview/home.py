"""The hub's section of the admin's home: what waits, what came in, what is wrong, what comes next; each a link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from articles.admin.incoming.policy import policy
from articles.admin.links import INCOMING, may_see_sources, may_view_runs
from articles.admin.overview.coming import Coming, coming
from articles.admin.overview.troubles import troubles
from articles.admin.run_columns import tone
from articles.admin.wording import in_order, outcome_label
from articles.jobs.duties.ageing import USUAL_AGE, aged
from articles.models import Proposal, SyncRunArticle
from articles.models.visits import visit

FIRST_LOOK = timedelta(days=7)
"""So far back goes the news of somebody who was never here."""
AHEAD = timedelta(days=7)
SHOWN = 5
NEWS = ("create", "update", "merge", "conflict", "withdraw", "restore", "redirect")


class HubPanel(Component):
    name = "hub"
    order = 50
    template_name = "articles/admin/overview/home.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        context: dict[str, Any] = {"now": now, "usual_age": USUAL_AGE}
        if policy.user_has_permission(user, "view"):
            context["waiting"] = waiting(user)
            context["aged"] = aged()
        if may_view_runs(user):
            since = visit(user, now)
            context |= {"since": since, "news": news(since or now - FIRST_LOOK)}
        if may_see_sources(user):
            found = troubles(now)
            context |= {"troubles": found[:SHOWN], "more_troubles": len(found) - SHOWN}
        context["coming"] = once_each(coming(user, now, now + AHEAD))[:SHOWN]
        return context


def waiting(user: Any) -> dict[str, Any]:
    """How many parts wait, in all, for this person, for nobody yet, and where they are listed."""
    mine = policy.instances_user_has_any_permission_for(user, ["view"]).filter(status=Proposal.Status.OPEN)
    numbers = mine.aggregate(
        all=Count("pk"), mine=Count("pk", filter=Q(assignee=user)), nobody=Count("pk", filter=Q(assignee=None))
    )
    index = reverse(f"{INCOMING}:index")
    return {
        **numbers,
        "url": index,
        "mine_url": f"{index}?{urlencode({'assignee': user.pk})}",
        "nobody_url": f"{index}?{urlencode({'assignee': 'nobody'})}",
    }


def once_each(found: list[Coming]) -> list[Coming]:
    """Of every source and page the next moment alone."""
    first: dict[tuple[str, int], Coming] = {}
    for each in found:
        first.setdefault((each.kind, each.about), each)
    return list(first.values())


def news(since: datetime) -> list[dict[str, Any]]:
    """What the runs did since, an entry an outcome."""
    done = SyncRunArticle.objects.filter(run__finished_at__gt=since, outcome__in=NEWS)
    counted = dict(done.order_by().values_list("outcome").annotate(number=Count("pk")))
    return [
        {"label": outcome_label(outcome), "number": number, "tone": tone(outcome)}
        for outcome, number in in_order(counted)
    ]


def add_hub_panel(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever has anything to do with the hub."""
    user = request.user
    if policy.user_has_permission(user, "view") or may_view_runs(user) or may_see_sources(user):
        panels.append(HubPanel())
