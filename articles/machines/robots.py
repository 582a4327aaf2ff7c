"""Whether search engines may come in: by the site's setting, said in robots.txt and on every page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.models import Site

from articles.models.hub_settings import HubSettings
from articles.serving.purge import generation

CLOSED = "User-agent: *\nDisallow: /\n"


def is_indexed() -> bool:
    """The setting, remembered until somebody changes it: every page asks."""
    return bool(caches["memory"].get_or_set(f"indexed:{generation()}", _said))


def _said() -> bool:
    # Not Wagtail's `load`, which makes the row that is not there: a page that is read writes nothing.
    return HubSettings.objects.values_list("indexed", flat=True).first() is not False


def robots_txt(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None or not is_indexed():
        return HttpResponse(CLOSED, content_type="text/plain")
    lines = ("User-agent: *", f"Disallow: {settings.ADMIN_PATH}", "", f"Sitemap: {site.root_url}/sitemap.xml", "")
    return HttpResponse("\n".join(lines), content_type="text/plain")


class NoIndex:
    """Middleware: robots.txt asks not to come in; this keeps out of the index what somebody links to all the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(settings.ADMIN_PATH) or not self._is_open(request, response):
            response["X-Robots-Tag"] = "noindex"
        return response

    def _is_open(self, request: HttpRequest, response: HttpResponseBase) -> bool:
        if not response.get("Content-Type", "").startswith(("text/html", "text/markdown")):
            return True
        return is_indexed()
