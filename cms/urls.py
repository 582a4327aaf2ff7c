"""Where everything stands; Wagtail's page serving comes last and takes what is left."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import api_router
from cms.media import serve_media

A_MONTH = 30 * 24 * 60 * 60
"""Seconds."""

urlpatterns = [
    path(settings.ADMIN_PATH.lstrip("/"), include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    # Uploaded images: a web server in front may take this path first, as docs/deploying.md says; a small site needs
    # none. Another file has another name, so that a browser may keep what it has.
    re_path(
        r"^media/(?P<path>.*)$",
        cache_control(public=True, max_age=A_MONTH)(serve_media),
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("", include("articles.urls")),
    path("", include(wagtail_urls)),
]
