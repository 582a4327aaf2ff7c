"""The groups that the migration makes, and what they open."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from articles.groups import EDITORS, MODERATORS, OPERATORS, grant_pages
from articles.models import ArticleIndexPage, ArticlePage, Source, SyncRun

pytestmark = pytest.mark.django_db

GROUPS = (EDITORS, MODERATORS, OPERATORS)


@pytest.fixture
def index() -> ArticleIndexPage:
    return Page.objects.get(depth=1).add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))


@pytest.fixture
def article_page(index: ArticleIndexPage) -> ArticlePage:
    return index.add_child(instance=ArticlePage(title="Careers", slug="careers", live=False))


@pytest.fixture
def elsewhere() -> Page:
    return Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))


def member(django_user_model: Any, group: str) -> Any:
    user = django_user_model.objects.create_user(group.replace(" ", "-"), password="secret words")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize(
    ("group", "edits", "publishes"), [(EDITORS, True, False), (MODERATORS, True, True), (OPERATORS, False, False)]
)
def test_what_a_group_may_do_with_articles(
    group: str, edits: bool, publishes: bool, article_page: ArticlePage, elsewhere: Page, django_user_model: Any
) -> None:
    user = member(django_user_model, group)
    permissions = article_page.permissions_for_user(user)
    assert (permissions.can_edit(), permissions.can_publish()) == (edits, publishes)
    assert not elsewhere.permissions_for_user(user).can_edit()


SCREENS = {
    "hub_incoming:index": {EDITORS, MODERATORS},
    "hub_sources:index": set(GROUPS),
    "hub_sources:add": {OPERATORS},
    "hub_sources:edit": {OPERATORS},
    "hub_sources:scrape": {OPERATORS},
    "hub_runs:index": set(GROUPS),
    "hub_runs:inspect": set(GROUPS),
    "wagtailsnippets_articles_role:add": {EDITORS, MODERATORS},
    "wagtailsnippets_articles_role:list": {EDITORS, MODERATORS},
}


@pytest.mark.parametrize("group", GROUPS)
def test_what_a_group_opens(group: str, index: ArticleIndexPage, django_user_model: Any) -> None:
    client = Client()
    client.force_login(member(django_user_model, group))
    source = Source.objects.create(name="Hub", slug="hub", address="https://hub.example/", target=index)
    run = SyncRun.objects.create(source=source, status=SyncRun.Status.DONE)
    numbers = {"edit": source.pk, "scrape": source.pk, "inspect": run.pk}
    for name, groups in SCREENS.items():
        number = numbers.get(name.split(":")[1])
        answer = client.get(reverse(name, args=[number] if number else []))
        assert answer.status_code == (200 if group in groups else 302), name


def test_a_group_that_somebody_deleted_does_not_come_back(index: ArticleIndexPage) -> None:
    Group.objects.filter(name=MODERATORS).delete()
    grant_pages(index)
    assert not Group.objects.filter(name=MODERATORS).exists()


def test_rights_are_given_once(index: ArticleIndexPage) -> None:
    before = GroupPagePermission.objects.count()
    grant_pages(index)
    assert GroupPagePermission.objects.filter(page=index).exists()
    assert GroupPagePermission.objects.count() == before
