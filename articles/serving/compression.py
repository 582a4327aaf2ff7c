"""What is text is sent compressed, where a browser takes that: a page shrinks to a fifth. Images are small already.

Styles and scripts are compressed as they are sent: to lay them down compressed takes half a minute at each start, and a
browser asks for each of them once.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/feed+json", "application/xml", "application/rss+xml",
        "application/atom+xml")  # fmt: skip


class Compression(GZipMiddleware):
    """Middleware. Django's own, which hides the length of what it compresses; it would take images too."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
