"""What a published article's children say is found at once, whoever published it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from articles.models import ArticlePage
from tests.articles.admin.editor_form import submitted_form
from tests.articles.factories import make_full_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> ArticlePage:
    """With a new role in its draft."""
    page = make_full_article(make_index())
    role = page.roles.first()
    role.title = "Cartographer"
    page.roles.add(role)
    page.save_revision()
    assert not is_found()
    return page


def is_found() -> bool:
    return ArticlePage.objects.live().search("cartographer").count() == 1


def test_published_in_the_editor(admin_client: Any, article: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = submitted_form(admin_client.get(address).content.decode(), article)
    admin_client.post(address, form | {"action-publish": "1"})
    assert is_found()


def test_published_by_a_workflow(admin_user: Any, article: ArticlePage) -> None:
    workflow = Workflow.objects.create(name="Approval")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    state = workflow.start(article, admin_user)
    state.current_task_state.approve(user=admin_user)
    assert is_found()
