"""The sample hub's addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cms.demo import views
from cms.demo.feeds import NewestArticles
from cms.demo.sitemaps import HubSitemap

# A name and an ending: nothing that could lead out of the folder.
_FILE_NAME = r"(?P<name>[\w-]+\.\w+)"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="listing")),
    path("knowledge-hub/", RedirectView.as_view(pattern_name="listing")),
    path("knowledge-hub/all-articles/", views.listing, name="listing"),
    path("knowledge-hub/feed/", require_safe(NewestArticles()), name="feed"),
    path("knowledge-hub/<slug:slug>/", views.article, name="article"),
    path("program/<slug:slug>/", views.program, name="program"),
    path("compare-programs/", views.compare_programs, name="compare"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": {"hub": HubSitemap}}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    re_path(rf"^images/{_FILE_NAME}$", views.image, name="image"),
    re_path(rf"^static/{_FILE_NAME}$", views.static_file, name="static_file"),
]
