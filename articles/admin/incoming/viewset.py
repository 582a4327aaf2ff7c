"""The inbox in the admin: a list, an article's view, its preview, and the way back."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.model import ModelViewSet

from articles.admin.incoming.article import ArticleView, PreviewView
from articles.admin.incoming.listing import IncomingIndexView
from articles.admin.incoming.undo import UndoView
from articles.admin.links import INCOMING
from articles.models import Proposal


class IncomingViewSet(ModelViewSet):
    model = Proposal
    url_namespace = INCOMING
    url_prefix = "hub/incoming"
    icon = "mail"
    menu_label = gettext_lazy("Incoming")
    index_view_class = IncomingIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        absent = ("add", "edit", "delete", "history", "usage", "inspect")
        return common | {f"{name}_url_name": None for name in absent}

    def get_permissions_to_register(self) -> Any:
        """None: who may edit a page may answer what waits of it."""
        return super().get_permissions_to_register().none()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", ArticleView.as_view(), name="article"),
            path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
            path("<int:pk>/undo/", UndoView.as_view(), name="undo"),
        ]
