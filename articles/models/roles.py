"""The library of job roles: one entry a role, whatever the articles call it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from articles.models.taxonomy import Named


class Role(Named):  # type: ignore[django-manager-missing]  # Orderable is untyped
    """A job role. "Engineering manager" and "Engineering Managers" are one: see `articles.sync.library.role_slug`."""

    description = models.TextField(_("description"), blank=True)

    panels = [*Named.panels, FieldPanel("description")]
    search_fields = [*Named.search_fields, index.SearchField("description")]

    class Meta(Named.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        entries = self.article_roles.filter(page__live=True).select_related("page") if self.pk else []
        return {**super().get_preview_context(request, mode_name), "entries": entries}
