"""What may be one and the same: groups of entries with names that are nearly alike, each with the way to merge them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from articles.admin.library.base import LIST_LENGTH, MergingView, address
from articles.library.doubles import Entry, entries_of, groups_of
from articles.library.kinds import Kind

MOST_ALIKE = 10


class DoublesView(MergingView, TemplateView):
    page_title = gettext_lazy("Possible doubles")
    header_icon = "list-ul"
    template_name = "articles/admin/library/doubles.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        groups = groups_of(self.kind, entries_of(self.kind))
        return {
            **context,
            "groups": with_articles(self.kind, groups[:LIST_LENGTH]),
            "more": max(0, len(groups) - LIST_LENGTH),
        }


def with_articles(kind: Kind, groups: list[list[Entry]]) -> list[dict[str, Any]]:
    """Each group with the entry that most articles name first: into this one the others are merged."""
    keys = [entry.pk for group in groups for entry in group]
    rows = kind.rows_model._default_manager.filter(**{f"{kind.column}__in": keys}).order_by()
    counted = rows.values(kind.column).annotate(number=Count(kind.page_column, distinct=True))
    numbers = {row[kind.column]: row["number"] for row in counted}
    found = []
    for group in groups:
        stays, *others = sorted(group, key=lambda entry: (-numbers.get(entry.pk, 0), entry.pk))
        shown = [_shown(kind, stays, numbers, None), *(_shown(kind, each, numbers, stays) for each in others)]
        found.append({"stays": stays, "entries": shown})
    return found


def others_alike(kind: Kind, entry: Any) -> list[dict[str, Any]]:
    """The entries that may be this one, each with the way to merge this one into it."""
    groups = groups_of(kind, entries_of(kind))
    alike = {each.pk: each for group in groups if any(each.pk == entry.pk for each in group) for each in group}
    alike.pop(entry.pk, None)
    return [
        {
            "entry": each,
            "url": address(kind.model, "overview", each.pk),
            "merge_url": merge_url(kind, entry.pk, each.pk),
        }
        for each in list(alike.values())[:MOST_ALIKE]
    ]


def merge_url(kind: Kind, gone: int, stays: int) -> str:
    return f"{address(kind.model, 'merge', gone)}?{urlencode({'into': stays})}"


def _shown(kind: Kind, entry: Entry, numbers: dict[int, int], into: Entry | None) -> dict[str, Any]:
    return {
        "entry": entry,
        "articles": numbers.get(entry.pk, 0),
        "url": address(kind.model, "overview", entry.pk),
        "merge_url": merge_url(kind, entry.pk, into.pk) if into else "",
        "into": into,
    }
