"""Which request a line of the log is of: its number, its path, its user; and a line for each request."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from scraper.log_lines import said, said_besides

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,100}")
"""A number that a proxy gave; anything else could be made to look like another line."""
logger = logging.getLogger(__name__)
_current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def request_id_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Number the request, say it in the answer, and log how it was answered."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        request.request_id = given if GIVEN.fullmatch(given) else uuid4().hex  # type: ignore[attr-defined]
        before, started = _current.set(request), time.monotonic()
        try:
            response = get_response(request)
            response.headers[HEADER] = request.request_id  # type: ignore[attr-defined]
            facts = {"status": response.status_code, "ms": round((time.monotonic() - started) * 1000)}
            logger.info("%s %s", request.method, response.status_code, extra=said(**facts))
            return response
        finally:
            _current.reset(before)

    return answer


class RequestFacts(logging.Filter):
    """Adds what the request that goes on is. The query is left out: it may hold what lets somebody in."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = _current.get()
        if request is not None:
            record.said = {**facts_of(request), **said_besides(record)}
        return True


def facts_of(request: HttpRequest) -> dict[str, Any]:
    facts: dict[str, Any] = {"request": request.request_id, "path": request.path}  # type: ignore[attr-defined]
    # Only a user that was asked for already: a line of the log must not be what opens the session.
    user = getattr(request, "_cached_user", None)
    return facts if user is None or user.pk is None else {**facts, "user": user.pk}
