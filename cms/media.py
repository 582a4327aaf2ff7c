"""Uploaded files below MEDIA_ROOT: images, where no web server in front takes their path; never a document."""

from __future__ import annotations

import posixpath
from pathlib import Path

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.static import serve

DOCUMENTS = "documents"
"""The folder to which Wagtail uploads documents."""


def serve_media(request: HttpRequest, path: str, document_root: Path) -> HttpResponseBase:
    """The file; Http404 also for a document: Wagtail's own view asks who may read it."""
    documents = Path(document_root, DOCUMENTS)
    # The path as `serve` will read it. What is one folder is the file system's to say: some read "Documents" as well.
    folders = Path(safe_join(document_root, posixpath.normpath(path).lstrip("/"))).parents
    if documents.exists() and any(folder.exists() and folder.samefile(documents) for folder in folders):
        raise Http404
    return serve(request, path, document_root=str(document_root))
