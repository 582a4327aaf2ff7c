"""Terms and people that articles share: areas of study, topics, authors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class Named(index.Indexed, models.Model):
    """Something with a name and a slug of its own, in alphabetical order."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("slug"), max_length=255, unique=True, allow_unicode=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("slug")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AreaOfStudy(Named):
    description = models.TextField(_("description"), blank=True)

    panels = [*Named.panels, FieldPanel("description")]

    class Meta(Named.Meta):
        verbose_name = _("area of study")
        verbose_name_plural = _("areas of study")


class Topic(Named):
    description = models.TextField(_("description"), blank=True)

    panels = [*Named.panels, FieldPanel("description")]

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Author(Named):
    biography = models.TextField(_("biography"), blank=True)

    panels = [*Named.panels, FieldPanel("biography")]

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
