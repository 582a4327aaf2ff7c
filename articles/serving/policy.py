"""The content security policy of all that is no admin: nothing inline, nothing from elsewhere but pictures."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "Content-Security-Policy"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        # An article's picture may still stand at its source.
        "img-src 'self' https: data:",
        "media-src 'self' https:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)


class ContentSecurityPolicy:
    """Middleware. The admin keeps to Wagtail's own scripts, some of which stand inline."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if HEADER not in response and not request.path.startswith(settings.ADMIN_PATH):
            response[HEADER] = POLICY
        return response
