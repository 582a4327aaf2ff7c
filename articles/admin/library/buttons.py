"""The ways to an entry's overview and to its merge, on Wagtail's own list and edit page."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import EditView, IndexView

from articles.admin.library.base import address, may_merge


class LibraryIndexView(IndexView):
    @cached_property
    def may_merge(self) -> bool:
        return may_merge(self.request.user, self.model)

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        url = address(self.model, "overview", instance.pk)
        buttons.append(Button(_("Overview"), url=url, icon_name="list-ul", priority=5))
        if self.may_merge:
            url = address(self.model, "merge", instance.pk)
            buttons.append(Button(_("Merge into another"), url=url, icon_name="link", priority=25))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if self.may_merge:
            buttons.append(Button(_("Possible doubles"), url=address(self.model, "doubles"), icon_name="list-ul"))
        return buttons


class LibraryEditView(EditView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        overview = address(self.model, "overview", self.object.pk)
        return [*super().header_buttons, HeaderButton(_("Overview"), url=overview, icon_name="list-ul")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may_merge(self.request.user, self.model):
            url = address(self.model, "merge", self.object.pk)
            buttons.append(Button(_("Merge into another"), url=url, icon_name="link", priority=15))
        return buttons
