"""Articles that lack something a reader would look for."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from articles.admin.reports.base import HubReport, article_column
from articles.models import ArticlePage, ArticleRelated, ArticleRole

LACKS = {
    "roles": gettext_lazy("roles"),
    "summary": gettext_lazy("a summary"),
    "image": gettext_lazy("an image"),
    "related": gettext_lazy("related articles"),
}


class LackFilterSet(WagtailFilterSet):
    lacks = django_filters.ChoiceFilter(
        choices=list(LACKS.items()),
        method="lacking",
        label=gettext_lazy("Without"),
        empty_label=gettext_lazy("Any of these"),
    )

    class Meta:
        model = ArticlePage
        fields = ["live"]

    def lacking(self, articles: QuerySet[ArticlePage], _name: str, what: str) -> QuerySet[ArticlePage]:
        return articles.filter(**{f"has_{what}": False})


def with_marks(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """With `has_roles`, `has_summary`, `has_image` and `has_related`. An image is one that the hub has a copy of."""
    images = ReferenceIndex.objects.filter(
        base_content_type__in=_content_types(articles.model),
        object_id=Cast(OuterRef("pk"), CharField()),
        to_content_type=ContentType.objects.get_for_model(get_image_model()),
    )
    return articles.annotate(
        has_roles=Exists(ArticleRole.objects.filter(page=OuterRef("pk"))),
        has_summary=Case(When(summary="", then=Value(False)), default=Value(True)),
        has_image=Exists(images),
        has_related=Exists(ArticleRelated.objects.filter(page=OuterRef("pk"))),
    )


def _content_types(model: Any) -> list[ContentType]:
    parents = [model, *model._meta.get_parent_list()]
    return list(ContentType.objects.get_for_models(*parents).values())


class IncompleteArticlesReport(HubReport):
    name = "incomplete-articles"
    page_title = gettext_lazy("Incomplete articles")
    header_icon = "clipboard-list"
    model = ArticlePage
    page_path = "page_ptr"
    filterset_class = LackFilterSet
    default_ordering = "article_title"
    search_fields = ["draft_title"]
    list_export = ["article_title", "lacks", "live"]
    export_headings = {**HubReport.export_headings, "lacks": gettext_lazy("Without")}
    verbose_name_plural = gettext_lazy("incomplete articles")

    def get_base_queryset(self) -> QuerySet[ArticlePage]:
        marked = with_marks(super().get_base_queryset()).only("pk", "live", "draft_title", "summary")
        return marked.filter(Q(has_roles=False) | Q(summary="") | Q(has_image=False) | Q(has_related=False))

    def to_row_dict(self, item: ArticlePage) -> Any:
        item.lacks = lacks_in_words(item)
        return super().to_row_dict(item)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            article_column(),
            Column("lacks", label=gettext_lazy("Without"), accessor=lacks_in_words),
            Column(
                "live",
                label=gettext_lazy("Published"),
                accessor=lambda page: _("Yes") if page.live else _("No"),
                sort_key="live",
            ),
        ]


def lacks_in_words(page: Any) -> str:
    return ", ".join(str(label) for name, label in LACKS.items() if not getattr(page, f"has_{name}"))
