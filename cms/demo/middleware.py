"""What every response of the sample hub has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def revalidate_always(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Ask caches to check back each time.

    Without a word on freshness HTTP lets a cache keep a page for a tenth of its age (RFC 9111, 4.2.2): a crawler
    would not see the next edition for weeks.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, no_cache=True)
        return response

    return respond
