"""The sample hub's addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cms.demo import views
from cms.demo.feeds import NewestArticles
from cms.demo.sitemaps import HubSitemap

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
    path("images/<str:name>", views.image, name="image"),
    path("static/<str:name>", views.static_file, name="static_file"),
]
