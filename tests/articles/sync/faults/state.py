"""All that a run leaves in the database, in words and without the numbers and hours that differ from run to run."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any

from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from articles.models import (
    AreaOfStudy,
    ArticlePage,
    Author,
    PartLock,
    Program,
    Proposal,
    Role,
    SourceDocument,
    SourceReference,
    SyncRun,
    SyncRunArticle,
    Topic,
)
from articles.sync.content import content_of_revision

LIBRARY = {"author_id": Author, "role_id": Role, "program_id": Program}
TERMS = {"areas_of_study": AreaOfStudy, "topics": Topic}
QUIET = ("unchanged",)
"""What an article may be called beside its outcome, when its page was written in a run before."""


def state() -> dict[str, Any]:
    pages = {page.pk: _page(page) for page in ArticlePage.objects.order_by("path")}
    names = {key: _name(each) for key, each in pages.items()}
    return {
        "pages": {names[key]: each for key, each in pages.items()},
        "twins": len(pages) - len(set(names.values())),
        "problems": [list(each) for each in Page.find_problems()],
        "tree": [[each.path, each.depth, each.numchild, each.url_path] for each in Page.objects.order_by("path")],
        "documents": {each.url: _document(each, names) for each in SourceDocument.objects.order_by("url")},
        "proposals": _proposals(),
        "locks": [[each.document.url, each.part, each.changes, each.theirs] for each in PartLock.objects.all()],
        "redirects": _redirects(names),
        "references": sorted(
            [each.document.url, each.kind, each.url, each.target.url if each.target else None]
            for each in SourceReference.objects.select_related("document", "target")
        ),
        "reference index": _reference_index(names),
        "search index": _search_index(names),
        "library": {
            model.__name__: sorted(map(str, model._default_manager.all()))
            for model in (*LIBRARY.values(), *TERMS.values())
        },
        "reported": _reported(),
        "active runs": SyncRun.objects.filter(status__in=SyncRun.ACTIVE).count(),
    }


def _name(page: dict[str, Any]) -> str:
    return str(page["document"] or page["slug"])


def _page(page: ArticlePage) -> dict[str, Any]:
    revisions = list(Revision.page_revisions.filter(object_id=str(page.pk)).order_by("pk"))
    places = {each.pk: place for place, each in enumerate(revisions)}
    document = SourceDocument.objects.filter(page=page).first()
    return {
        "document": document.url if document else None,
        "slug": page.slug,
        "draft title": page.draft_title,
        "live": page.live,
        "has unpublished changes": page.has_unpublished_changes,
        "locked": page.locked,
        "owner": str(page.owner),
        "published": [bool(page.first_published_at), bool(page.last_published_at)],
        "says": _content(page.serializable_data()),
        "children": {name: getattr(page, name).count() for name in ("roles", "figures", "citations", "authors")},
        "draft says": _content(page.latest_revision.content) if page.latest_revision else None,
        "revisions": [str(each.user) for each in revisions],
        "latest": places.get(page.latest_revision_id),
        "live revision": places.get(page.live_revision_id),
        "log": [[each.action, str(each.user)] for each in PageLogEntry.objects.filter(page=page.pk).order_by("pk")],
    }


def _content(raw: Any) -> dict[str, Any]:
    content = content_of_revision(raw)
    for name, model in TERMS.items():
        content[name] = sorted(_known(model, key) for key in content[name])
    for children in content.values():
        for child in children if isinstance(children, list) else ():
            for name in LIBRARY.keys() & (child if isinstance(child, dict) else {}):
                child[name] = _known(LIBRARY[name], child[name])
    content["slug"] = raw["slug"]
    return content


def _known(model: Any, key: Any) -> str:
    return str(model._default_manager.filter(pk=key).first())


def _document(document: SourceDocument, names: dict[int, str]) -> dict[str, Any]:
    page = document.page
    return {
        "page": names.get(document.page_id or 0),
        "aliases": document.aliases,
        "slug": document.slug,
        "record": hashlib.sha256(json.dumps(document.record, sort_keys=True).encode()).hexdigest(),
        "fingerprint": document.fingerprint,
        "parser": document.parser_version,
        "merged": document.written_hash == "merged",
        "untouched": bool(page and document.written_revision == page.latest_revision_id),
        "missing": [document.missing, document.missing_count, document.missing_since is None],
        "withdrawn": [document.withdrawn_at is None, document.withdrawn_revision is None],
    }


def _proposals() -> list[Any]:
    rows = Proposal.objects.select_related("document").order_by("document__url", "part", "pk")
    return [[p.document.url, p.part, p.status, p.base, p.ours, p.theirs, p.changes, p.notice] for p in rows]


def _redirects(names: dict[int, str]) -> list[Any]:
    """Where an address leads to, be it said for one site or for all."""
    found = {
        (each.old_path, names.get(each.redirect_page_id or 0), each.automatically_created)
        for each in Redirect.objects.all()
    }
    return [list(each) for each in sorted(found)]


def _reference_index(names: dict[int, str]) -> list[Any]:
    rows = ReferenceIndex.objects.select_related("content_type", "to_content_type")
    pages = ("article page",)
    return sorted(
        [
            names.get(int(row.object_id), "gone") if row.content_type.name in pages else row.content_type.name,
            row.model_path,
            str(row.to_content_type.model_class()._default_manager.filter(pk=row.to_object_id).first()),
        ]
        for row in rows
    )


def _search_index(names: dict[int, str]) -> list[Any]:
    rows = IndexEntry.objects.filter(content_type__model="articlepage")
    if connection.vendor == "sqlite":
        return sorted([names.get(int(row.object_id), "gone"), row.title, row.body] for row in rows)
    return sorted([names.get(int(row.object_id), "gone"), str(row.title), str(row.body)] for row in rows)


def _reported() -> dict[str, list[str]]:
    """What all runs together said of each address."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for url, outcome in SyncRunArticle.objects.values_list("url", "outcome"):
        said[url].add(outcome)
    return {url: sorted(outcomes - set(QUIET)) for url, outcomes in sorted(said.items())}


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where the two say something else, in words short enough for a test's message."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted({*one, *other}, key=str)
        return [each for key in keys for each in differences(one.get(key), other.get(key), f"{path}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            each
            for place, pair in enumerate(zip(one, other, strict=True))
            for each in differences(*pair, f"{path}/{place}")
        ]
    return [] if one == other else [f"{path}: {str(one)[:200]} became {str(other)[:200]}"]
