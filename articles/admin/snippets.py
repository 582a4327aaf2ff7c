"""The library in the admin: roles, areas of study, topics, programs and authors, and how many articles use each."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import NumberColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from articles.admin.library.buttons import LibraryEditView, LibraryIndexView
from articles.admin.library.doubles import DoublesView
from articles.admin.library.merge import MergeView
from articles.admin.library.overview import OverviewView
from articles.admin.library.undo import TakeBackView
from articles.models import AreaOfStudy, Author, Program, Role, Topic

ARTICLE_COUNT = "article_count"


class UseFilterSet(WagtailFilterSet):
    """Tells entries that articles use from those nobody needs any more."""

    used = ChoiceFilter(
        label=_("Articles"),
        choices=[("yes", _("Used by articles")), ("no", _("Used by none"))],
        method="filter_used",
    )

    def filter_used(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.exclude(article_count=0) if value == "yes" else entries.filter(article_count=0)


class LibraryViewSet(SnippetViewSet):
    """What the five have in common; `articles` is the relation by which an entry's articles are counted."""

    articles: str
    list_display: list[Any] = ["name", "slug"]
    ordering = ["name"]
    list_per_page = 50
    # Asked of the database: the search index cannot sort by a number that is counted on the way.
    search_backend_name = None
    search_fields = ["name"]
    index_view_class = LibraryIndexView
    edit_view_class = LibraryEditView

    def __init__(self, **kwargs: Any) -> None:
        self.list_display = [
            *self.list_display,
            NumberColumn(ARTICLE_COUNT, label=_("Articles"), sort_key=ARTICLE_COUNT),
        ]
        meta = type("Meta", (), {"model": self.model, "fields": []})
        self.filterset_class = type("UseFilterSet", (UseFilterSet,), {"Meta": meta})
        super().__init__(**kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model.objects.annotate(article_count=Count(self.articles, distinct=True))

    def get_urlpatterns(self) -> list[URLPattern]:
        overview_results = self.construct_view(OverviewView, results_only=True)
        return [
            *super().get_urlpatterns(),
            path("doubles/", self.construct_view(DoublesView), name="doubles"),
            path("overview/<int:pk>/", self.construct_view(OverviewView), name="overview"),
            path("overview/<int:pk>/results/", overview_results, name="overview_results"),
            path("merge/<int:pk>/", self.construct_view(MergeView), name="merge"),
            path("take-back/<int:pk>/", self.construct_view(TakeBackView), name="take_back"),
        ]


class RoleViewSet(LibraryViewSet):
    model = Role
    articles = "article_roles__page"
    icon = "group"


class AreaOfStudyViewSet(LibraryViewSet):
    model = AreaOfStudy
    articles = "articles"
    icon = "folder-open-inverse"


class TopicViewSet(LibraryViewSet):
    model = Topic
    articles = "articles"
    icon = "tag"


class ProgramViewSet(LibraryViewSet):
    model = Program
    articles = "article_programs__page"
    icon = "clipboard-list"
    list_display = ["name", "url"]
    search_fields = ["name", "url"]


class AuthorViewSet(LibraryViewSet):
    model = Author
    articles = "article_authors__page"
    icon = "user"


class LibraryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Library")
    menu_icon = "list-ul"
    menu_order = 250  # after pages, images and documents, before reports
    items = (RoleViewSet, AreaOfStudyViewSet, TopicViewSet, ProgramViewSet, AuthorViewSet)
