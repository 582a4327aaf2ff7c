"""What an overview tells of the articles that it names, asked at once: titles, who may edit, the words of links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Value
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.library.kinds import Kind


@dataclass
class Told:
    titles: dict[int, str] = field(default_factory=dict)
    editable: set[int] = field(default_factory=set)
    """Those that this person may edit."""
    printed: dict[int, list[str]] = field(default_factory=dict)
    """The words in which each names the entry; of a set of terms there are none."""
    words: dict[str, str] = field(default_factory=dict)
    """By cited address the words of the link."""


def tell(user: Any, kind: Kind, entry: int, pages: Iterable[int], urls: Iterable[str] = ()) -> Told:
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    # No citation is without an address: where none is asked for, the pages are told nevertheless.
    cited = FilteredRelation("articlepage__citations", condition=Q(articlepage__citations__url__in={"", *urls}))
    asked = Page.objects.filter(pk__in=set(pages)).annotate(cited=cited, is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
    order = ["pk", "cited__pk"]
    printed: Any = Value("")
    if not kind.is_set:
        relation = f"articlepage__{kind.relation}"
        asked = asked.annotate(
            named=FilteredRelation(relation, condition=Q(**{f"{relation}__{kind.field}": entry})),
        )
        printed = F(f"named__{kind.words}")
        order.append("named__sort_order")
    told = Told()
    rows = asked.order_by(*order).annotate(printed=printed)
    for page, title, is_mine, said, url, words in rows.values_list(
        "pk", "draft_title", "is_mine", "printed", "cited__url", "cited__text"
    ):
        told.titles[page] = title
        if is_mine:
            told.editable.add(page)
        if said and said not in told.printed.setdefault(page, []):
            told.printed[page].append(said)
        if words:
            told.words.setdefault(url, words)
    return told
