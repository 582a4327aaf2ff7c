"""The addresses that machines ask: /health/live, /health/ready and /metrics.

They are answered before anything else of a request is looked at: a probe names no host that the site knows, comes
without TLS from inside, and has no session.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare

from articles.watching.health import FOR_SITE, checks

METHODS = ("GET", "HEAD")


def probes_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return get_response(request)
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
        response = probe(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def live(_request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Whether all is there that the work needs; with `?for=site`, what readers need."""
    found = checks(FOR_SITE if request.GET.get("for") == "site" else None)
    is_well = all(each.is_well for each in found)
    words = {each.name: "ok" if each.is_well else "failed" for each in found}
    said: dict[str, object] = {"status": "ok" if is_well else "failed", "checks": words}
    if may_know(request):
        said["details"] = {each.name: each.detail for each in found}
    return JsonResponse(said, status=200 if is_well else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """For who has the token; not there where none is set."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    if not may_know(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    # Imported late: nobody else needs the library.
    from articles.watching.metrics import CONTENT_TYPE, text

    try:
        return HttpResponse(text(), content_type=CONTENT_TYPE)
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")


def may_know(request: HttpRequest) -> bool:
    word, _, token = request.headers.get("Authorization", "").partition(" ")
    known = settings.METRICS_TOKEN
    return bool(known) and word.lower() == "bearer" and constant_time_compare(token.strip(), known)


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": metrics,
}
