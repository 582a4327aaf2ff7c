"""What can be done with a source, in the header of its screens."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from articles.admin.back_off import END_ICON, END_LABEL
from articles.admin.links import SOURCES
from articles.admin.pausing import PAUSE_ICON, PAUSE_LABEL, RESUME_ICON, RESUME_LABEL
from articles.admin.scrape import ScrapeButtonsMixin
from articles.admin.source_columns import back_off_of
from articles.admin.trying.views import TRY_ICON

TEST_LABEL = gettext_lazy("Test")


class SourceButtonsMixin(ScrapeButtonsMixin):
    """*Test*, *Scrape now*, *Pause* or *Resume*, and the end of a back-off, for who may change the source."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_permission("change"):  # type: ignore[attr-defined]
            source = self.object  # type: ignore[attr-defined]
            test = reverse(f"{SOURCES}:try_source", args=[source.pk])
            pause = reverse(f"{SOURCES}:{'resume' if source.paused else 'pause'}", args=[source.pk])
            back_off = back_off_of(source)
            if back_off is not None and back_off.until > timezone.now():
                end = reverse(f"{SOURCES}:end_back_off", args=[source.pk])
                buttons.append(HeaderButton(END_LABEL, url=end, icon_name=END_ICON, priority=1900))
            label, icon = (RESUME_LABEL, RESUME_ICON) if source.paused else (PAUSE_LABEL, PAUSE_ICON)
            buttons.insert(0, HeaderButton(TEST_LABEL, url=test, icon_name=TRY_ICON, priority=5))
            buttons.append(HeaderButton(label, url=pause, icon_name=icon, priority=2000))
        return buttons
