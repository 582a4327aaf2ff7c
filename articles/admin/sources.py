"""Sources in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.viewsets.model import ModelViewSet

from articles.admin.back_off import EndBackOffView
from articles.admin.links import SOURCES
from articles.admin.pausing import PauseView, ResumeView
from articles.admin.scrape import ScrapeNowView
from articles.admin.source_columns import source_columns
from articles.admin.source_editing import SourceCreateView, SourceEditView
from articles.admin.source_form import source_edit_handler
from articles.admin.source_views import SourceDeleteView, SourceIndexView, SourceInspectView
from articles.admin.trying.views import AdoptView, TryResultsView, TryView
from articles.models import Source


class SourceViewSet(ModelViewSet):
    model = Source
    url_namespace = SOURCES
    url_prefix = "hub/sources"
    icon = "globe"
    index_view_class = SourceIndexView
    add_view_class = SourceCreateView
    create_template_name = "articles/admin/source_create.html"
    edit_view_class = SourceEditView
    inspect_view_class = SourceInspectView
    delete_view_class = SourceDeleteView
    inspect_view_enabled = True
    inspect_view_fields = [
        "name",
        "address",
        "policy",
        "target",
        "schedule",
        "spread",
        "blackout",
        "back_off_after",
        "paused",
        "withdraw_after",
        "withdraw_share",
        "withdraw_action",
        "drift_tolerance",
        "request_delay",
        "most_articles",
        "store_images",
        "largest_image",
        "profile",
        "allow_private",
        "credentials",
        "crawl_processes",
        "permission_note",
    ]
    copy_view_enabled = False
    edit_handler = source_edit_handler
    list_filter = ["policy", "paused"]
    search_fields = ["name", "address"]

    @cached_property
    def list_display(self) -> list[Any]:
        return ["name", *source_columns()]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        scrape = {"scrape_url_name": self.get_url_name("scrape")}
        common: dict[str, Any] = super().get_common_view_kwargs(**scrape, **kwargs)
        return {**common, "usage_url_name": None}

    @property
    def scrape_view(self) -> Any:
        return self.construct_view(ScrapeNowView)

    @property
    def trying(self) -> list[URLPattern]:
        views = {"": TryView, "results/": TryResultsView, "adopt/": AdoptView}
        patterns = []
        for end, view in views.items():
            name = end.replace("/", "")
            built = self.construct_view(view)
            patterns.append(path(f"try/{end}", built, name=f"try_{name}" if name else "try"))
            patterns.append(path(f"<int:pk>/try/{end}", built, name=f"try_source_{name}" if name else "try_source"))
        return patterns

    def get_urlpatterns(self) -> list[URLPattern]:
        # Without "usage": what refers to a source are its own runs and documents, and the runs have their screens.
        usual = [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]
        return [
            *usual,
            *self.trying,
            path("scrape/<int:pk>/", self.scrape_view, name="scrape"),
            path("pause/<int:pk>/", self.construct_view(PauseView), name="pause"),
            path("resume/<int:pk>/", self.construct_view(ResumeView), name="resume"),
            path("end-back-off/<int:pk>/", self.construct_view(EndBackOffView), name="end_back_off"),
        ]
