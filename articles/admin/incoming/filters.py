"""What the inbox can be narrowed to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import AreaOfStudy, Proposal, Source

KINDS = {
    "body": _("Body"),
    "roles": _("Roles"),
    "figures": _("Figures"),
    "citations": _("Citations"),
    "programs": _("Programs"),
    "related": _("Related articles"),
    "authors": _("Authors"),
    "fields": _("Title, dates and other fields"),
}
AGES = {"1": _("Longer than a day"), "7": _("Longer than a week"), "30": _("Longer than a month")}
NOBODY = "nobody"


class ProposalFilterSet(WagtailFilterSet):
    source = django_filters.ModelChoiceFilter(
        field_name="document__source", queryset=Source.objects.order_by("name"), label=_("Source")
    )
    kind = django_filters.ChoiceFilter(choices=list(KINDS.items()), method="of_kind", label=_("Kind"))
    area = django_filters.ModelChoiceFilter(
        field_name="document__page__areas_of_study",
        queryset=AreaOfStudy.objects.order_by("name"),
        label=_("Area of study"),
    )
    age = django_filters.ChoiceFilter(choices=list(AGES.items()), method="older_than", label=_("Waiting"))
    assignee = django_filters.ModelChoiceFilter(
        queryset=lambda _request: get_user_model()._default_manager.filter(
            pk__in=Proposal.objects.filter(status=Proposal.Status.OPEN).values("assignee")
        ),
        null_label=_("Nobody"),
        null_value=NOBODY,
        label=_("Assignee"),
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def of_kind(self, proposals: QuerySet[Proposal], _name: str, kind: str) -> QuerySet[Proposal]:
        if kind != "fields":
            return proposals.filter(part__startswith=f'["{kind}"')
        for each in KINDS:
            proposals = proposals.exclude(part__startswith=f'["{each}"')
        return proposals

    def older_than(self, proposals: QuerySet[Proposal], _name: str, days: Any) -> QuerySet[Proposal]:
        return proposals.filter(created_at__lt=timezone.now() - timedelta(days=int(days)))
