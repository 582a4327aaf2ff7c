"""A hub whose article an editor and the source both changed, in three parts."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from articles.models import ArticlePage, SourceDocument
from scraper.items import ScrapedArticle
from tests.articles.sync.conftest import Hub, edit, editor, hub, index, source
from tests.articles.sync.samples import article, body, role

__all__ = ["editor", "hub", "index", "source"]

THEIRS = {
    "title": "Their title",
    "summary": "Their summary.",
    "roles": [role("Engineering manager", "<p>Theirs.</p>"), role("Project Managers")],
    "blocks": body("<p>Managers <b>steer</b> people.</p>"),
}


def both_change(hub: Hub, editor: Any, slug: str = "careers") -> SourceDocument:
    """Title, summary, a role's text and a block: the page's editor and the source each wrote their own."""
    rest = [ScrapedArticle.from_dict(each.record) for each in SourceDocument.objects.exclude(slug=slug)]
    hub.sync(*rest, article(slug))
    page = ArticlePage.objects.get(slug=slug)
    draft = page.get_latest_revision_as_object()
    roles = list(draft.roles.all())
    roles[0].html = "<p>Mine.</p>"
    raw = draft.body.get_prep_value()
    raw[1]["value"] = "<p>Managers <b>serve</b> people.</p>"
    edit(page, editor, title="My title", summary="My summary.", roles=roles, body=raw)
    hub.sync(*rest, article(slug, **THEIRS))
    return SourceDocument.objects.get(slug=slug)


@pytest.fixture
def document(hub: Hub, editor: Any) -> SourceDocument:
    return both_change(hub, editor)


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def page_editor(db: None, django_user_model: Any) -> Any:
    """Makes somebody who may edit the pages below one, and nothing else."""

    def make(name: str, below: Page) -> Client:
        user = django_user_model.objects.create_user(name, password="secret words")
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        change = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page=below, permission=change)
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return make
