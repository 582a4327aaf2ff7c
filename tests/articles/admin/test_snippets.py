"""The library's views: open to those who may, count articles truly, filter, and preview."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.admin.snippets import LibraryViewSetGroup
from articles.models import AreaOfStudy, Author, Program, Role, Topic
from tests.articles.factories import make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db
MODELS = [Role, AreaOfStudy, Topic, Program, Author]
EVERY_MODEL = pytest.mark.parametrize("model", MODELS)


def address(model, view: str, *args) -> str:
    return reverse(f"wagtailsnippets_articles_{model._meta.model_name}:{view}", args=args)


@pytest.fixture
def article():
    return make_full_article(make_index())


@EVERY_MODEL
def test_views_open(admin_client, article, model):
    entry = model.objects.first()
    for view, args in [("list", []), ("add", []), ("edit", [entry.pk]), ("delete", [entry.pk]), ("usage", [entry.pk])]:
        assert admin_client.get(address(model, view, *args)).status_code == 200, view


@EVERY_MODEL
def test_views_need_permission(client, django_user_model, article, model):
    assert client.get(address(model, "list")).status_code == 302
    visitor = django_user_model.objects.create_user("visitor", password="x")
    visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(visitor)
    assert client.get(address(model, "list"), follow=True).redirect_chain
    allowed = Permission.objects.get(content_type__app_label="articles", codename=f"change_{model._meta.model_name}")
    visitor.user_permissions.add(allowed)
    assert client.get(address(model, "list")).status_code == 200


@EVERY_MODEL
def test_number_of_articles(admin_client, article, model):
    unused = model.objects.create(
        name="Unused", **({"url": "https://x.example/"} if model is Program else {"slug": "u"})
    )
    make_article(article.get_parent().specific, "Another", areas_of_study=["engineering"], topics=["industry-trends"])
    listed = {
        entry.pk: entry.article_count for entry in admin_client.get(address(model, "list")).context["object_list"]
    }
    assert listed[unused.pk] == 0
    assert max(listed.values()) == (2 if model in {AreaOfStudy, Topic} else 1)


@EVERY_MODEL
def test_filter_search_and_order(admin_client, article, model):
    unused = model.objects.create(name="Zzz", **({"url": "https://x.example/"} if model is Program else {"slug": "z"}))

    def listed(**asked):
        return list(admin_client.get(address(model, "list"), asked).context["object_list"])

    assert listed(used="no") == [unused]
    assert unused not in listed(used="yes")
    assert listed(q="zz") == [unused]
    assert listed(q="zz", ordering="article_count") == [unused]
    assert listed(ordering="article_count")[0] == unused


@EVERY_MODEL
def test_preview(admin_client, article, model):
    entry = model.objects.filter(pk__in=[entry.pk for entry in used_by(article, model)]).first()
    html = entry.make_preview_request().content.decode()
    assert entry.name in html
    assert article.title in html
    assert "No published article yet." in model(name="New").make_preview_request().content.decode()


def used_by(article, model):
    return {
        Role: [row.role for row in article.roles.all()],
        AreaOfStudy: article.areas_of_study.all(),
        Topic: article.topics.all(),
        Program: [row.program for row in article.programs.all()],
        Author: [row.author for row in article.authors.all()],
    }[model]


def test_preview_escapes(article):
    role = Role(name="<script>alert(1)</script>", description="<b>no</b>")
    html = role.make_preview_request().content.decode()
    assert "<script>alert" not in html
    assert "<b>no" not in html
    assert (
        'href="javascript' not in Program(name="P", url="javascript:alert(1)").make_preview_request().content.decode()
    )


def test_the_slug_is_proposed_for_new_entries_only(admin_client, article):
    proposes = "keyup-&gt;w-sync#apply"
    assert proposes in admin_client.get(address(Role, "add")).content.decode()
    assert proposes not in admin_client.get(address(Role, "edit", Role.objects.first().pk)).content.decode()


@pytest.mark.parametrize("model", [Role, Author, Program])
def test_an_entry_in_use_is_deleted_and_its_words_stay(admin_client, client, article, model):
    entry = used_by(article, model)[0]
    assert "referenced" in admin_client.get(address(model, "delete", entry.pk)).content.decode()
    admin_client.post(address(model, "delete", entry.pk))
    assert not model.objects.filter(pk=entry.pk).exists()
    assert entry.name in client.get(article.get_url()).content.decode()


def test_the_group_is_one_menu_item(admin_client):
    assert [viewset.model for viewset in LibraryViewSetGroup.items] == MODELS
    assert "Library" in admin_client.get(reverse("wagtailadmin_home")).content.decode()
