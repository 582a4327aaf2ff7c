"""The usual way to write pages, one by one with Wagtail's public methods: what the fast way must leave, row by row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import AreaOfStudy, ArticlePage, Source, SourceDocument, Topic
from articles.sync.bulk import NewArticle
from articles.sync.bulk.documents import take_over
from articles.sync.bulk.tree import free_slugs
from articles.sync.children import place_children
from articles.sync.convert import PageValues, page_slug


def create_plainly(
    articles: list[NewArticle], *, source: Source, parent: int, user: Any, version: str, publish: bool
) -> None:
    for each in articles:
        with transaction.atomic(), disable_reference_index_auto_update():
            above = Page.objects.get(pk=parent)
            slug = free_slugs(above, [page_slug(each.article)])[0]
            page = ArticlePage(slug=slug, live=False, owner=user)
            fill(page, each.values)
            above.add_child(instance=page)
            revision = page.save_revision(user=user, log_action=True)
            document, _made = SourceDocument.objects.get_or_create(source=source, url=each.article.url)
            document.page = page
            take_over(document, each.article, revision, version=version, now=timezone.now())
            document.save()
            if publish:
                revision.publish(user=user, skip_permission_checks=True)
            ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(pk=page.pk))


def fill(page: ArticlePage, values: PageValues) -> None:
    for name, value in values.fields.items():
        setattr(page, name, value)
    page.body = StreamValue(page.body.stream_block, values.body, is_lazy=True)
    for relation, children in values.children.items():
        place_children(page, relation, children)
    page.areas_of_study.set(AreaOfStudy.objects.filter(pk__in=values.terms["areas_of_study"]))
    page.topics.set(Topic.objects.filter(pk__in=values.terms["topics"]))
