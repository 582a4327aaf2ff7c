"""The site's addresses where it has a second language: French stands below /fr/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

from articles import urls as articles_urls

urlpatterns = [
    path("", include(articles_urls)),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
