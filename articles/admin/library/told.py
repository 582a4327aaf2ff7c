"""What an overview tells of the articles that it names, asked at once: titles, who may edit, the words of links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from wagtail.models import Page
from wagtail.permissions import policy_registry


@dataclass
class Told:
    titles: dict[int, str] = field(default_factory=dict)
    editable: set[int] = field(default_factory=set)
    """Those that this person may edit."""
    words: dict[str, str] = field(default_factory=dict)
    """By cited address the words of the link."""


def tell(user: Any, pages: Iterable[int], urls: Iterable[str] = ()) -> Told:
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    # No citation is without an address: where none is asked for, the pages are told nevertheless.
    cited = FilteredRelation("articlepage__citations", condition=Q(articlepage__citations__url__in={"", *urls}))
    asked = Page.objects.filter(pk__in=set(pages)).annotate(cited=cited, is_mine=Exists(mine.filter(pk=OuterRef("pk"))))
    told = Told()
    rows = asked.order_by("pk", "cited__pk").values_list("pk", "draft_title", "is_mine", "cited__url", "cited__text")
    for page, title, is_mine, url, words in rows:
        told.titles[page] = title
        if is_mine:
            told.editable.add(page)
        if words:
            told.words.setdefault(url, words)
    return told
