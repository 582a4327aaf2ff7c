"""Programs of study that articles point their readers to."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin
from wagtail.search import index


class Program(PreviewableMixin, index.Indexed, models.Model):  # type: ignore[django-manager-missing]  # Orderable is untyped
    name = models.CharField(_("name"), max_length=255)
    url = models.URLField(_("address"), max_length=500, unique=True, help_text=_("Imports know a program by it."))
    description = models.TextField(_("description"), blank=True)
    aliases = GenericRelation("articles.LibraryAlias")

    panels = [FieldPanel("name"), FieldPanel("url"), FieldPanel("description")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("url"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "articles/previews/program.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        entries = self.article_programs.filter(page__live=True).select_related("page") if self.pk else []
        return {**super().get_preview_context(request, mode_name), "entries": entries}
