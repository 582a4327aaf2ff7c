"""What links one article to the library, in order: its authors, roles and programs.

These, like `articles.models.evidence` and `articles.models.related`, are children of the page in modelcluster's sense,
so they travel with its revisions. The words of the article are kept beside the link: an entry may be deleted whatever
revision still names it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from articles.blocks import RICH_TEXT_FEATURES
from articles.serializers import NamedSerializer, ProgramSerializer, shown
from articles.validators import validate_facts


class ArticleAuthor(Orderable):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="authors")
    author = models.ForeignKey(
        "articles.Author",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="article_authors",
        verbose_name=_("author in the library"),
    )
    name = models.CharField(
        _("name as printed"), max_length=255, blank=True, help_text=_("Shown where the library has no entry.")
    )
    role = models.CharField(_("what they did"), max_length=50, default="author")

    panels = [FieldRowPanel([FieldPanel("author"), FieldPanel("name"), FieldPanel("role")])]
    api_fields = [
        APIField("author", serializer=NamedSerializer()),
        APIField("name", serializer=shown("name")),
        APIField("role"),
    ]

    def __str__(self) -> str:
        return f"{self.shown_name} ({self.role})"

    @property
    def shown_name(self) -> str:
        return self.author.name if self.author else self.name

    def clean(self) -> None:
        super().clean()
        if self.author:
            self.name = self.name or self.author.name
        elif not self.name:
            raise ValidationError(_("Choose an author of the library, or give the name."))


class ArticleRole(Orderable):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(
        "articles.Role",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="article_roles",
        verbose_name=_("role in the library"),
        help_text=_("Another role chosen here stays with this article, whatever its source says later."),
    )
    title = models.CharField(_("title as printed"), max_length=255)
    html = RichTextField(_("text"), features=RICH_TEXT_FEATURES, blank=True)
    section = models.CharField(_("heading over the list"), max_length=255, blank=True)
    # A list, since an object of PostgreSQL's JSON forgets the order of its names.
    facts = models.JSONField(
        _("facts"),
        default=list,
        blank=True,
        validators=[validate_facts],
        help_text=_('In order, as JSON: [{"label": "Skills", "text": "Planning, budgets"}].'),
    )

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("role")]),
        FieldPanel("html"),
        FieldPanel("section"),
        FieldPanel("facts"),
    ]
    api_fields = [
        APIField("title"),
        APIField("role", serializer=NamedSerializer()),
        APIField("html"),
        APIField("section"),
        APIField("facts"),
    ]

    class Meta(Orderable.Meta):
        # Which articles name a role is asked of all roles at once, by the list's filters.
        indexes = [models.Index(fields=["role", "page"], name="article_roles_by_role")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        # An emptied form field is None, and {} is as empty.
        self.facts = self.facts or []


class ArticleProgram(Orderable):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="programs")
    program = models.ForeignKey(
        "articles.Program",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="article_programs",
        verbose_name=_("program in the library"),
    )
    name = models.CharField(
        _("name as printed"), max_length=255, blank=True, help_text=_("Shown where the library has no entry.")
    )
    url = models.URLField(_("address as printed"), max_length=1000, blank=True)

    panels = [FieldPanel("program"), FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]
    api_fields = [
        APIField("program", serializer=ProgramSerializer()),
        APIField("name", serializer=shown("name")),
        APIField("url", serializer=shown("url")),
    ]

    class Meta(Orderable.Meta):
        indexes = [models.Index(fields=["program", "page"], name="article_programs_by_program")]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.program.name if self.program else self.name

    @property
    def shown_url(self) -> str:
        return self.program.url if self.program else self.url

    def clean(self) -> None:
        super().clean()
        if self.program:
            self.name, self.url = self.name or self.program.name, self.url or self.program.url
        elif not self.name:
            raise ValidationError(_("Choose a program of the library, or give its name."))
