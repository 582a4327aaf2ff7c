"""What the library's own views have in common: their kind, who may enter, and the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from articles.library.kinds import Kind, kind_of

ANY = ["add", "change", "delete", "view"]
MERGING = ("change", "delete")
"""Who merges changes the one entry and deletes the other."""
LIST_LENGTH = 50


def address(model: Any, view: str, *arguments: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def may_merge(user: Any, model: Any) -> bool:
    policy = policy_registry.get_by_type(model)
    return all(policy.user_has_permission(user, action) for action in MERGING)


def editable_pages(user: Any, pages: Any) -> set[int]:
    """Those of the pages that this person may edit."""
    policy = policy_registry.get_by_type(Page)
    editable = policy.instances_user_has_permission_for(user, "change").filter(pk__in=pages)
    return set(editable.order_by().values_list("pk", flat=True))


class LibraryView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """For views of one kind of entries."""

    model: Any = None
    index_url_name: str | None = None
    edit_url_name: str | None = None
    request: HttpRequest
    entry: Any = None
    """The one that the view is about, where it is about one."""

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.model)

    @cached_property
    def may_merge(self) -> bool:
        return may_merge(self.request.user, self.model)

    def get_page_subtitle(self) -> str:
        return str(self.entry) if self.entry is not None else str(capfirst(self.model._meta.verbose_name_plural))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)}]
        if self.entry is not None and self.user_has_permission("change"):
            items.append({"url": reverse(self.edit_url_name, args=[self.entry.pk]), "label": str(self.entry)})
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *items, here]


class MergingView(LibraryView):
    """Only for who may change and delete entries of the kind."""

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        if not self.may_merge:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *arguments, **options)
        return response
