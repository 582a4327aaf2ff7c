"""The library of job roles: one entry a role, whatever the articles call it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from articles.models.taxonomy import Named


class Role(Named):
    """A job role. "Engineering manager" and "Engineering Managers" are one: see `articles.sync.library.role_slug`."""

    description = models.TextField(_("description"), blank=True)

    panels = [*Named.panels, FieldPanel("description")]

    class Meta(Named.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
