"""Addresses that the article's edit page asks, each with the key of its source document."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from articles.admin.links import PROVENANCE
from articles.admin.provenance.parts import PartsView
from articles.admin.provenance.snapshot import SnapshotView, StoredView


def register_provenance_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:pk>/parts/", PartsView.as_view(), name="parts"),
        path("<int:pk>/snapshot/", SnapshotView.as_view(), name="snapshot"),
        path("<int:pk>/stored/", StoredView.as_view(), name="stored"),
    ]
    return [path("hub/provenance/", include((patterns, PROVENANCE)))]
