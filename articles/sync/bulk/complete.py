"""Links between pages that one run made: each is put in where it would have stood if its target had come first.

A page that was made a moment ago and that nobody has touched since needs no second revision to link to the pages which
came after it: its rows and its only revision are completed in place, and are then what `create_pages` would have
written. Every other page gets a new revision, see `articles.sync.ledger`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from wagtail.blocks import StreamValue
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signals import page_published

from articles.models import ArticlePage, ArticleRelated, ArticleRole, SourceDocument
from articles.serving.purge import purge
from articles.sync.bulk import private, rows
from articles.sync.bulk.create import refuse_listeners
from articles.sync.bulk.latest import latest_revisions
from articles.sync.content import content_of_revision, values_of_content
from articles.sync.content_hash import content_hash
from articles.sync.convert import PageValues
from articles.sync.documents import page_states
from articles.sync.page_links import PageLinks

AT_ONCE = 50


def complete_pages(documents: Collection[int], links: PageLinks, made: Mapping[int, int]) -> list[int]:
    """Complete the documents' pages; gives back the documents whose pages say now all that they can.

    `made` gives for each document the revision with which its page was made: a page with another one is left alone.
    """
    refuse_listeners()
    with transaction.atomic():
        locked = SourceDocument.objects.select_for_update(of=("self",)).filter(pk__in=documents, page__isnull=False)
        by_page = {each.page_id: each for each in locked}
        held = {key for key, state in page_states([each.pk for each in by_page.values()]).items() if state.held}
        pages = [
            page
            for page in ArticlePage.objects.select_for_update(of=("self", "page_ptr")).filter(pk__in=list(by_page))
            if by_page[page.pk].pk not in held and _is_as_made(page, by_page[page.pk], made)
        ]
        _complete(pages, by_page, links)
        purge()
    return [by_page[page.pk].pk for page in pages]


def _is_as_made(page: ArticlePage, document: SourceDocument, made: Mapping[int, int]) -> bool:
    revision = made.get(document.pk)
    if revision is None or page.alias_of_id or not revision == page.latest_revision_id == document.written_revision:
        return False
    return page.live_revision_id == revision if page.live else page.live_revision_id is None


def _complete(pages: Sequence[ArticlePage], by_page: Mapping[int | None, SourceDocument], links: PageLinks) -> None:
    if not pages:
        return
    revisions = latest_revisions(pages)
    contents = [content_of_revision(revision.content) for revision in revisions]
    links.look_up(contents=contents, untouched=True)
    children: list[models.Model] = []
    for page, revision, content in zip(pages, revisions, contents, strict=True):
        values = links.linked(values_of_content(content))
        page.editors_note = values.fields["editors_note"]
        page.body = StreamValue(rows.BODY.stream_block, values.body, is_lazy=True)
        revision.content = _linked(revision.content, values)
        children += _children(revision.content)
        by_page[page.pk].written_hash = content_hash(revision.content)
    ArticlePage.objects.bulk_update(pages, ["editors_note", "body"], batch_size=AT_ONCE)
    ArticleRole.objects.bulk_update([each for each in children if isinstance(each, ArticleRole)], ["html"], AT_ONCE)
    related = [each for each in children if isinstance(each, ArticleRelated)]
    ArticleRelated.objects.bulk_update(related, ["related_page"], AT_ONCE)
    Revision.objects.bulk_update(revisions, ["content"], batch_size=AT_ONCE)
    SourceDocument.objects.bulk_update([by_page[page.pk] for page in pages], ["written_hash"])
    _index_links(revisions)
    _tell_published(pages)


def _linked(content: Mapping[str, Any], values: PageValues) -> dict[str, Any]:
    """The revision's content with the values' links, and nothing else changed."""
    html = [each["html"] for each in values.children["roles"]]
    related = [each["related_page_id"] for each in values.children["related"]]
    return {
        **content,
        "editors_note": values.fields["editors_note"],
        "body": json.dumps(values.body, cls=DjangoJSONEncoder),
        "roles": [{**role, "html": text} for role, text in zip(_in_order(content, "roles"), html, strict=True)],
        "related": [
            {**row, "related_page": page} for row, page in zip(_in_order(content, "related"), related, strict=True)
        ],
    }


def _in_order(content: Mapping[str, Any], relation: str) -> list[dict[str, Any]]:
    return sorted(content.get(relation) or [], key=lambda child: child.get("sort_order") or 0)


def _children(content: Mapping[str, Any]) -> list[models.Model]:
    """The children that may hold links, with their keys and what may have changed."""
    roles = [ArticleRole(pk=role["pk"], html=role["html"]) for role in content["roles"]]
    return [*roles, *(ArticleRelated(pk=row["pk"], related_page_id=row["related_page"]) for row in content["related"])]


def _index_links(revisions: Sequence[Revision]) -> None:
    """Keep which pages and images the pages refer to; what else they refer to has not changed."""
    page_type, image_type = ContentType.objects.get_for_models(Page, Image).values()
    found = [
        row
        for revision in revisions
        for row in private.references_of(ArticlePage.from_serializable_data(_without_terms(revision), check_fks=False))
        if row.to_content_type_id in (page_type.pk, image_type.pk)
    ]
    keys = [revision.object_id for revision in revisions]
    known = ReferenceIndex.objects.filter(base_content_type=page_type, object_id__in=keys)
    known.filter(to_content_type__in=(page_type, image_type)).delete()
    ReferenceIndex.objects.bulk_create(found)


def _without_terms(revision: Revision) -> dict[str, Any]:
    """Terms would be looked up, and are no links."""
    return {**revision.content, "areas_of_study": [], "topics": []}


def _tell_published(pages: Sequence[ArticlePage]) -> None:
    """Whoever keeps copies of live pages has those without the links."""
    for page in pages:
        if page.live:
            page_published.send(sender=ArticlePage, instance=page, revision=page.latest_revision)
