"""Answers for strangers from a cache: the same bytes as fresh, many times as fast.

Only what anybody would get is kept: a GET without a session cookie, answered with 200 and without a cookie. Whoever may
see more than a stranger (signed in, or past a page's password) has a session, and is never answered from here.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from articles.explorer.asked import PARAMETERS as OF_ROLES_AND_PROGRAMS
from articles.listing.asked import PARAMETERS
from articles.serving.purge import generation_of
from articles.serving.release import release

MOST_BYTES = 2 * 1024 * 1024
CHOSEN = frozenset((*PARAMETERS, *OF_ROLES_AND_PROGRAMS)) - {"q"}
"""What is chosen on a page. An answer to what somebody typed, letter by letter even, is seldom asked for again."""
KNOWN_VIEWS = frozenset({"wagtail_serve", "page_file", "sitemap", "sitemap_part", "robots", "llms"})
"""Views whose answer depends on the address alone."""
HEADERS = ("Content-Type", "Content-Language", "Link", "X-Robots-Tag")
HIT = "X-Gleaner-Cache"


class PageCache:
    """Middleware. Stands before the session's, so that a hit costs neither session nor database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Before anything is read: what changes meanwhile makes a new generation, of which neither this answer is a part
        # nor what a template keeps of it.
        generation_of(request)
        if not is_of_a_stranger(request):
            return self.get_response(request)
        key = key_of(request)
        kept: tuple[dict[str, str], bytes] | None = cache.get(key)
        if kept is None:
            response = self.get_response(request)
            if not is_for_all(request, response):
                return response
            kept = keep(key, response)
            return _answer(request, kept, "miss")
        return _answer(request, kept, "hit")


def is_of_a_stranger(request: HttpRequest) -> bool:
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method == "GET"
        and not getattr(request, "is_dummy", False)  # Wagtail sends a preview through all middleware
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        # Anything may be asked for: the rest would only fill the cache.
        and request.GET.keys() <= CHOSEN
    )


def key_of(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"page:{release()}:{generation_of(request)}:{sha256(address.encode('utf-8', 'replace')).hexdigest()}"


def is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "private" not in response.get("Cache-Control", "")
        and "no-store" not in response.get("Cache-Control", "")
        and len(response.content) <= MOST_BYTES
        and request.resolver_match is not None
        and request.resolver_match.view_name in KNOWN_VIEWS
    )


def keep(key: str, response: HttpResponseBase) -> tuple[dict[str, str], bytes]:
    content = response.content  # type: ignore[attr-defined]
    headers = {name: response[name] for name in HEADERS if name in response}
    headers["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    cache.set(key, (headers, content), timeout=settings.PAGE_CACHE_SECONDS)
    return headers, content


def _answer(request: HttpRequest, kept: tuple[dict[str, str], bytes], word: str) -> HttpResponseBase:
    headers, content = kept
    response = HttpResponse(content, headers={**headers, HIT: word})
    # A browser asks again each time, and mostly hears that nothing changed.
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    response["Vary"] = "Cookie"
    answer: HttpResponseBase = get_conditional_response(request, etag=headers["ETag"], response=response) or response
    return answer
