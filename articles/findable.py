"""All of a published article is found by the search at once.

Wagtail indexes a page as soon as its own row is saved, and a publication stores the page's children after that: a role
or an author would be found from the next save on. Whoever publishes an article has it indexed once more.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, WorkflowState
from wagtail.search.index import insert_or_update_object

from articles.models import ArticlePage


def make_findable(page: int) -> None:
    """Index the page if it is an article, as it stands in the database."""
    article = ArticlePage.objects.filter(pk=page).first()
    if article is not None:
        insert_or_update_object(article)


def after_publishing(_request: HttpRequest, page: Page) -> None:
    """For Wagtail's `after_publish_page`: somebody published the page in the admin."""
    make_findable(page.pk)


def after_approval(instance: WorkflowState, **_said: Any) -> None:
    """For Wagtail's `workflow_approved`: the last task of a workflow, which publishes its page."""
    if isinstance(instance.content_object, Page):
        make_findable(instance.content_object.pk)
