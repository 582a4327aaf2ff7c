"""The log of a run's crawl: its end in the report, the whole of it as plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.utils.text import Truncator
from django.views.generic import View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseObjectMixin

from articles.models import SyncRun
from articles.sync.crawl import log_beside, records_of

LINES = 200
LONGEST_LINE = 500
"""Characters: a trace of a broken page can hold the page."""
READ_AT_MOST = 256 * 1024
"""Bytes of the file's end that hold the last lines, also of a log of many megabytes."""


def log_of(run: SyncRun) -> Path:
    return log_beside(records_of(run))


def last_lines(path: Path) -> list[str]:
    """The end of the log; empty where there is none, as for a run without a crawl."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - READ_AT_MOST))
            lines = file.read(READ_AT_MOST).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    whole = lines[1:] if size > READ_AT_MOST else lines
    return [Truncator(line).chars(LONGEST_LINE) for line in whole[-LINES:]]


class RunLogView(PermissionCheckedMixin, BaseObjectMixin, View):
    """The whole log. As text and nothing else: what a source says of itself stands in it."""

    model = SyncRun
    permission_required = "view"

    def get_base_object_queryset(self) -> QuerySet[SyncRun]:
        return SyncRun.objects.select_related("source")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        path = log_of(self.object)
        try:
            file = path.open("rb")
        except OSError:
            raise Http404 from None
        answer = FileResponse(file, content_type="text/plain; charset=utf-8", filename=path.name)
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
