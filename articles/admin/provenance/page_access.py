"""The source document of a page that the person may edit; nothing here is for anybody else."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from articles.models import SourceDocument


class EditorsDocument:
    """A mixin of views whose address names a document. Asks before anything is done."""

    document: SourceDocument

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        self.document = get_object_or_404(
            SourceDocument.objects.select_related("page", "source"), pk=options["pk"], page__isnull=False
        )
        page: Any = self.document.page
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *arguments, **options)  # type: ignore[misc]
        return response
