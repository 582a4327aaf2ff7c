"""Terms and people that articles share: areas of study, topics, authors."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import PreviewableMixin
from wagtail.search import index


class NamePanel(TitleFieldPanel):
    """Proposes the slug from the name of a new entry; an entry that exists keeps its slug, imports know it by that."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return self.instance.pk is None


class Named(PreviewableMixin, index.Indexed, models.Model):
    """Something with a name and a slug of its own, in alphabetical order."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("slug"),
        max_length=255,
        unique=True,
        allow_unicode=True,
        help_text=_("Imports and addresses know the entry by its slug: the name may change, the slug should not."),
    )
    aliases = GenericRelation("articles.LibraryAlias")

    panels = [NamePanel("name", classname="", placeholder=False), FieldPanel("slug", widget=SlugInput)]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("slug")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return f"articles/previews/{self._meta.model_name}.html"


class Term(Named):
    """A word articles are found by; its articles are those of a many-to-many relation `articles`."""

    description = models.TextField(_("description"), blank=True)

    panels = [*Named.panels, FieldPanel("description")]
    search_fields = [*Named.search_fields, index.SearchField("description")]

    class Meta(Named.Meta):
        abstract = True

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        # An entry that is being made has no key yet, and so no articles.
        articles = self.articles.live().order_by("title") if self.pk else []
        return {**super().get_preview_context(request, mode_name), "articles": articles}


class AreaOfStudy(Term):
    class Meta(Term.Meta):
        verbose_name = _("area of study")
        verbose_name_plural = _("areas of study")


class Topic(Term):
    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Author(Named):  # type: ignore[django-manager-missing]  # Orderable is untyped
    biography = models.TextField(_("biography"), blank=True)

    panels = [*Named.panels, FieldPanel("biography")]
    search_fields = [*Named.search_fields, index.SearchField("biography")]

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        entries = self.article_authors.filter(page__live=True).select_related("page") if self.pk else []
        return {**super().get_preview_context(request, mode_name), "entries": entries}
