"""Revisions whose keys of the library are rewritten in place, and the documents that know their hash.

A rewritten revision is the same revision: nobody edited the page. So that no run takes it for edited, a document that
held the hash of what its page said holds the hash of what it says with the other key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail.models import Revision

from articles.library.rewriting import Content
from articles.models import ArticlePage, SourceDocument
from articles.sync.content_hash import content_hash
from articles.sync.meeting import MERGED

AT_ONCE = 200
Rewrite = Callable[[int, Content], bool]
"""Changes the content of the revision with this key; says whether it did."""


def rewrite(revisions: Iterable[int], change: Rewrite) -> set[int]:
    """Rewrite those that the change changes, in the caller's transaction; gives back their keys."""
    rewritten: set[int] = set()
    for keys in chunks(sorted(revisions)):
        # An editor's page that saves itself writes over its latest revision.
        locked = Revision.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        found = list(locked.only("pk", "object_id", "content"))
        documents = _documents({int(each.object_id) for each in found})
        for revision in found:
            document = documents.get(int(revision.object_id))
            was_said = _is_said(document, revision)
            if not change(revision.pk, revision.content):
                continue
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
            rewritten.add(revision.pk)
            if was_said and document is not None:
                hashed = content_hash(revision.content)
                SourceDocument.objects.filter(pk=document.pk).update(written_hash=hashed)
    return rewritten


def _documents(pages: set[int]) -> dict[int, SourceDocument]:
    found = SourceDocument.objects.filter(page__in=pages).only("pk", "page_id", "written_hash", "written_revision")
    latest = dict(ArticlePage.objects.filter(pk__in=pages).values_list("pk", "latest_revision"))
    documents = {}
    for document in found:
        document.latest = latest.get(document.page_id or 0)  # type: ignore[attr-defined]  # no column
        documents[document.page_id or 0] = document
    return documents


def _is_said(document: SourceDocument | None, revision: Revision) -> bool:
    """Whether the document holds the hash of this revision. Only two can be it, and a hash takes its time."""
    if document is None or document.written_hash == MERGED:
        return False
    if document.written_revision == revision.pk:
        return True  # the sync writes both together
    if document.latest != revision.pk:  # type: ignore[attr-defined]  # no column
        return False
    return document.written_hash == content_hash(revision.content)


def chunks(keys: list[int]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
