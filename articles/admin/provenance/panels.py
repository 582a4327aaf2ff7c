"""Panels of the article's editor that tell more than its fields: the source, the figures' dates, what is related.

The page's model names these panels, so nothing of the models can be imported before one is shown.
"""

from __future__ import annotations

from typing import Any

from django.forms import Media
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static


class _ToldPanel(Panel):
    """A panel without fields, for pages that exist. Its template shows what `tell` gives; None hides it."""

    template_name = ""
    script = ""

    def tell(self, page: Any, request: Any) -> dict[str, Any] | None:
        raise NotImplementedError

    class BoundPanel(Panel.BoundPanel):
        _told: dict[str, Any] | str | None = "not asked yet"

        @property
        def template_name(self) -> str:
            return str(self.panel.template_name)

        def told(self) -> dict[str, Any] | None:
            if isinstance(self._told, str):
                self._told = self.panel.tell(self.instance, self.request) if self.instance.pk else None
            return self._told

        def is_shown(self) -> bool:
            return self.told() is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **(self.told() or {})}

        @property
        def media(self) -> Media:
            script = [versioned_static(self.panel.script)] if self.panel.script else []
            styles = [versioned_static(f"articles/admin/{name}.css") for name in ("hub", "provenance")]
            return Media(js=script, css={"all": styles})


class SourcePanel(_ToldPanel):
    """Where the article comes from, and how each of its parts stands to its source."""

    template_name = "articles/admin/provenance/source.html"
    script = "articles/admin/provenance.js"

    def tell(self, page: Any, request: Any) -> dict[str, Any] | None:
        from articles.admin.provenance.source import about_source

        return about_source(page, request)


class FiguresTold(_ToldPanel):
    """As of when each figure is, and whether the page cites where it comes from."""

    template_name = "articles/admin/provenance/figures.html"

    def tell(self, page: Any, request: Any) -> dict[str, Any] | None:
        from articles.admin.provenance.figures import about_figures

        return about_figures(page)


class SuggestionsPanel(_ToldPanel):
    """Articles that may be related, to be added with one click."""

    template_name = "articles/admin/provenance/suggestions.html"
    script = "articles/admin/suggestions.js"

    def tell(self, page: Any, request: Any) -> dict[str, Any] | None:
        from articles.admin.provenance.suggestions import suggestions_for

        return {"suggestions": suggestions_for(page)}
