"""What is decided for the whole installation, in the admin under Settings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="site")
class HubSettings(BaseGenericSetting):
    indexed = models.BooleanField(
        _("let search engines in"),
        default=True,
        help_text=_("Off: robots.txt forbids everything, and every page asks to be left out of their indexes."),
    )

    class Meta:
        verbose_name = _("knowledge hub")
