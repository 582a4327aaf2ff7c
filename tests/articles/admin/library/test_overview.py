"""An entry's overview: its articles, what they say of a role, its other names; for who may see the library."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from articles.admin.library.base import address
from articles.library.kinds import KINDS
from articles.library.merge import merge
from articles.models import ArticleFigure, ArticleRole, LibraryAlias, Role
from tests.articles.admin.library.conftest import EVERY_KIND

pytestmark = pytest.mark.django_db
ROLES = KINDS[0]
MOST_QUERIES = 15


def body(response):
    assert response.status_code == 200
    return response.content.decode()


@EVERY_KIND
def test_who_may_look(client, signed_in, pair, kind):
    gone, _ = pair(kind)
    may = [signed_in(f"{action}_{kind.name}") for action in ("add", "change", "delete")]
    may_not = [client, signed_in("change_source")]
    for view in ("overview", "overview_results"):
        url = address(kind.model, view, gone.pk)
        assert {person.get(url).status_code for person in may} == {200}
        assert {person.get(url).status_code for person in may_not} == {302}


@EVERY_KIND
def test_its_articles_with_their_state(admin_client, article, pair, kind):
    gone, other = pair(kind)
    page = body(admin_client.get(address(kind.model, "overview", gone.pk)))
    assert article.title in page
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in page
    assert ">Live<" in page
    article.summary = "A draft's."
    article.save_revision()
    assert "Live, with unpublished changes" in body(admin_client.get(address(kind.model, "overview", gone.pk)))
    article.unpublish()
    assert ">Draft<" in body(admin_client.get(address(kind.model, "overview", gone.pk)))
    assert "No article names it." in body(admin_client.get(address(kind.model, "overview", other.pk)))


def test_an_article_is_linked_for_who_may_edit_it(signed_in, article, pair):
    gone, _ = pair(ROLES)
    page = body(signed_in("change_role").get(address(Role, "overview", gone.pk)))
    assert article.title in page
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) not in page


def test_words_as_printed(admin_client, article, pair):
    gone, _ = pair(ROLES)
    ArticleRole.objects.filter(role=gone).update(title="Managers of engineering")
    assert "Managers of engineering" in body(admin_client.get(address(Role, "overview", gone.pk)))


def test_salaries_and_growth(admin_client, article, pair):
    gone, other = pair(ROLES)
    page = body(admin_client.get(address(Role, "overview", gone.pk)))
    for words in (
        "Salary, median, per year, USD, as of 2023",
        "$165,370",
        "Bureau of Labor Statistics",
        "Growth, 2023–2033",
    ):
        assert words in page
    assert "They disagree" not in page
    figure = article.figures.get(kind="salary")
    figure.pk, figure.text, figure.amount, figure.citation = None, "$100", 100, ""
    figure.save()
    page = body(admin_client.get(address(Role, "overview", gone.pk)))
    assert "They disagree: $100, $165,370" in page
    assert "No source given." in page
    assert "No article gives a figure for it." in body(admin_client.get(address(Role, "overview", other.pk)))


def test_what_a_source_says_is_escaped(admin_client, article, pair):
    gone, _ = pair(ROLES)
    hostile = "<script>alert(1)</script>"
    article.figures.filter(kind="salary").update(text=hostile, citation="javascript:alert(1)")
    article.citations.update(url="javascript:alert(1)", text=hostile)
    ArticleRole.objects.filter(role=gone).update(section=hostile)
    LibraryAlias.objects.create(
        content_type=ContentType.objects.get_for_model(Role), object_id=gone.pk, slug="x", name=hostile
    )
    page = body(admin_client.get(address(Role, "overview", gone.pk)))
    assert hostile not in page
    assert 'href="javascript:' not in page
    assert "&lt;script&gt;alert(1)" in page


@EVERY_KIND
def test_other_names_and_merges(admin_client, admin_user, signed_in, pair, kind):
    gone, stays = pair(kind)
    made = merge(kind, gone.pk, stays.pk, admin_user)
    url, undo = address(kind.model, "overview", stays.pk), address(kind.model, "take_back", made.pk)
    page = body(admin_client.get(url))
    assert f"{gone.name} ({getattr(gone, kind.key)})" in page
    assert undo in page
    page = body(signed_in(f"change_{kind.name}").get(url))
    assert f"{gone.name} ({getattr(gone, kind.key)})" in page
    assert undo not in page
    assert address(kind.model, "merge", stays.pk) not in page


def test_ways_to_it(admin_client, pair):
    gone, _ = pair(ROLES)
    for view, arguments in (("list", []), ("edit", [gone.pk])):
        page = body(admin_client.get(address(Role, view, *arguments)))
        assert address(Role, "overview", gone.pk) in page
        assert address(Role, "merge", gone.pk) in page
    assert address(Role, "doubles") in body(admin_client.get(address(Role, "list")))


def test_ways_to_merge_are_only_shown_to_who_may(signed_in, pair):
    gone, _ = pair(ROLES)
    page = body(signed_in("change_role").get(address(Role, "list")))
    assert address(Role, "overview", gone.pk) in page
    assert address(Role, "merge", gone.pk) not in page
    assert address(Role, "doubles") not in page


@EVERY_KIND
def test_many_articles_ask_as_often(admin_client, signed_in, add_articles, pair, count_queries, kind):
    gone, _ = pair(kind)
    url = address(kind.model, "overview", gone.pk)
    count_queries(admin_client, url)
    add_articles(kind, gone, 60)
    if kind is ROLES:
        ArticleFigure.objects.bulk_create(
            ArticleFigure(
                page_id=page, kind="salary", text=f"${page}", amount=page, role=gone.name, citation="https://x.example/"
            )
            for page in ArticleRole.objects.filter(role=gone).values_list("page", flat=True)
        )
    number = count_queries(admin_client, url)
    assert number <= MOST_QUERIES
    person = signed_in(f"change_{kind.name}")
    count_queries(person, url)
    assert count_queries(person, url) <= MOST_QUERIES
    add_articles(kind, gone, 20)
    assert count_queries(admin_client, url) == number


def test_it_pages(admin_client, add_articles, pair):
    gone, _ = pair(ROLES)
    add_articles(ROLES, gone, 60)
    page = body(admin_client.get(address(Role, "overview", gone.pk)))
    assert "Page 1 of 2" in page
    assert f"{address(Role, 'overview', gone.pk)}?p=2" in page.replace("&amp;", "&")
