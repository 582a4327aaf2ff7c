"""What belongs to one article in order: authors, roles, figures, citations, programs, related articles.

They are children of the page in modelcluster's sense, so they travel with its revisions. What stands in the library is
linked, and the words of the article are kept beside the link: an entry may be deleted whatever revision still names it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from articles.blocks import RICH_TEXT_FEATURES
from articles.serializers import NamedSerializer, ProgramSerializer, PublishedPageField, shown
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

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        # An emptied form field is None, and {} is as empty.
        self.facts = self.facts or []


class ArticleFigure(Orderable):
    """A number the article states. `role` is the title of the role in whose text it stands, as in the contract."""

    class Kind(models.TextChoices):
        SALARY = "salary", _("salary")
        GROWTH = "growth", _("growth")
        PERCENT = "percent", _("percentage")
        COUNT = "count", _("count")
        MONEY = "money", _("amount of money")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("words as printed"), max_length=255)
    amount = models.FloatField(_("amount"), null=True, blank=True)
    low = models.FloatField(_("from"), null=True, blank=True)
    high = models.FloatField(_("to"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    period = models.CharField(_("period"), max_length=10, blank=True)
    statistic = models.CharField(_("statistic"), max_length=20, blank=True)
    start_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    citation = models.URLField(_("citation"), max_length=1000, blank=True)
    role = models.CharField(_("role"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("text"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("low"), FieldPanel("high")]),
        FieldRowPanel([FieldPanel("currency"), FieldPanel("period"), FieldPanel("statistic")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]), FieldPanel("citation")]),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "kind",
            "text",
            "amount",
            "low",
            "high",
            "currency",
            "period",
            "statistic",
            "start_year",
            "end_year",
            "citation",
            "role",
        )
    ]

    def __str__(self) -> str:
        return self.text


class ArticleCitation(Orderable):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="citations")
    url = models.URLField(_("address"), max_length=1000)
    text = models.CharField(_("link's words"), max_length=500, blank=True)
    claim = models.TextField(_("claim"), blank=True)
    accessed = models.DateField(_("accessed"), null=True, blank=True)

    panels = [FieldPanel("url"), FieldRowPanel([FieldPanel("text"), FieldPanel("accessed")]), FieldPanel("claim")]
    api_fields = [APIField("url"), APIField("text"), APIField("claim"), APIField("accessed")]

    def __str__(self) -> str:
        return self.url


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


class ArticleRelated(Orderable):
    """A related article, by its address at the source; `related_page` is filled as soon as the hub has it."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="related")
    related_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of this hub"),
    )
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Shown where the hub does not have the article itself.")
    )
    url = models.URLField(_("address at the source"), max_length=1000, blank=True)
    published = models.DateField(_("published"), null=True, blank=True)
    excerpt = models.TextField(_("excerpt"), blank=True)
    areas_of_study = models.JSONField(_("areas of study"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)

    panels = [
        PageChooserPanel("related_page"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("published")]),
        FieldPanel("excerpt"),
    ]
    api_fields = [
        APIField("title"),
        APIField("url"),
        APIField("published"),
        APIField("excerpt"),
        APIField("areas_of_study"),
        APIField("topics"),
        APIField("related_page", serializer=PublishedPageField()),
    ]

    def __str__(self) -> str:
        return self.title or self.url

    def clean(self) -> None:
        super().clean()
        if self.related_page_id is None and not (self.title and self.url):
            raise ValidationError(_("Choose a page of this hub, or give the title and address of the article."))
