"""What is not for all reaches no stranger, by whatever door: all are tried, with articles hidden in every way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from articles.models import (
    AreaOfStudy,
    ArticleAuthor,
    ArticleFigure,
    ArticleIndexPage,
    ArticlePage,
    ArticleProgram,
    ArticleRelated,
    ArticleRole,
    Author,
    Program,
    Role,
    Topic,
)
from tests.articles.factories import make_full_article, make_index

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECRET = "Zyzzogeton"
HIDDEN = ("draft", "expired", "login", "password")
SAID_BY_BOTH = "limnology"

LISTS = (
    "/", "/all-articles/", "/all-articles/rss.xml", "/all-articles/atom.xml", "/all-articles/feed.json",
    f"/all-articles/?q={SAID_BY_BOTH}", f"/all-articles/rss.xml?q={SAID_BY_BOTH}", "/all-articles/?sort=title",
    "/roles/", "/roles/compare/", "/roles/compare/?role=engineering-manager", "/programs/", "/programs/compare/",
    "/areas-of-study/engineering/", "/topics/career-advancement/", "/saved/", "/offline/", "/llms.txt", "/sitemap.xml",
    "/robots.txt", "/nowhere/", "/api/v2/pages/", "/api/v2/pages/?type=articles.ArticlePage&fields=*",
    f"/api/v2/pages/?search={SAID_BY_BOTH}", "/jobs-in-engineering-management/",
    "/jobs-in-engineering-management/index.md", "/roles/engineering-manager/",
)  # fmt: skip
OWN = (
    "/{slug}/",
    "/{slug}/index.md",
    "/roles/{slug}/",
    "/areas-of-study/{slug}/",
    "/topics/{slug}/",
    "/authors/{slug}/",
    "/all-articles/?area_of_study={slug}",
    "/all-articles/?topic={slug}",
    "/all-articles/?role={slug}",
    "/all-articles/?program={program}",
    "/all-articles/feed.json?area_of_study={slug}&topic={slug}&role={slug}&program={program}",
    "/roles/?area_of_study={slug}",
    "/roles/compare/?role={slug}&role=engineering-manager",
    "/programs/compare/?program={program}",
)


@pytest.fixture(params=[0, 600], ids=["without the cache", "with the cache"])
def index(request: pytest.FixtureRequest, settings: Any) -> ArticleIndexPage:
    settings.PAGE_CACHE_SECONDS = request.param
    cache.clear()
    index = make_index()
    article = make_full_article(index)
    article.summary = f"Of {SAID_BY_BOTH}."
    for how in HIDDEN:
        hidden = hide(index, how)
        # Named as related by its page, and by its address alone.
        article.related.add(ArticleRelated(related_page=hidden, title="", url="", sort_order=9))
    article.save_revision().publish()
    return index


def hide(index: ArticleIndexPage, how: str) -> ArticlePage:
    """An article that says the secret in all that it has, hidden in this way."""
    slug, name = f"secret-{how}", f"{SECRET} {how}"
    page = ArticlePage(
        title=name,
        slug=slug,
        summary=f"{SAID_BY_BOTH} {SECRET}",
        published=date(2031, 1, 1),
        body=[("rich_text", f"<p>{SAID_BY_BOTH} {SECRET}</p>")],
        live=how != "draft",
    )
    page.areas_of_study.set(
        [AreaOfStudy.objects.create(name=name, slug=slug), AreaOfStudy.objects.get(slug="engineering")]
    )
    page.topics.set([Topic.objects.create(name=name, slug=slug), Topic.objects.get(slug="career-advancement")])
    author, role = Author.objects.create(name=name, slug=slug), Role.objects.create(name=name, slug=slug)
    program = Program.objects.create(name=name, url=f"https://hub.example.edu/{SECRET}-{how}")
    known = Role.objects.filter(slug="engineering-manager").first()
    page.authors = [ArticleAuthor(author=author, name=name)]
    page.roles = [ArticleRole(role=role, title=name, html=f"<p>{SECRET}</p>"), ArticleRole(role=known, title=name)]
    page.figures = [
        ArticleFigure(kind="salary", text=f"{SECRET} $1", amount=1, currency="USD", period="year", role=name)
    ]
    page.programs = [ArticleProgram(program=program, name=name, url=program.url)]
    index.add_child(instance=page)
    revision = page.save_revision()
    if how != "draft":
        revision.publish()
    if how == "expired":
        page.unpublish()
    elif how != "draft":
        PageViewRestriction.objects.create(page=page, restriction_type=how, password="loon")
    return page


def doors() -> Iterator[str]:
    yield from LISTS
    for how in HIDDEN:
        program = Program.objects.get(name=f"{SECRET} {how}").pk
        yield from (address.format(slug=f"secret-{how}", program=program) for address in OWN)


def test_no_door_lets_it_out(index: ArticleIndexPage) -> None:
    stranger = Client()
    for address in doors():
        for _time in range(2):  # the second answer may come from the cache
            answer = stranger.get(address)
            assert answer.status_code < 500, address
            text = answer.content.decode().replace(address, "")
            assert SECRET.lower() not in text.lower(), address


def test_what_an_editor_saw_is_no_strangers(index: ArticleIndexPage, django_user_model: Any) -> None:
    editor = Client()
    editor.force_login(django_user_model.objects.create_superuser("ada", password="word"))
    assert SECRET in editor.get("/secret-login/").content.decode()
    for address in doors():
        editor.get(address)
        assert SECRET not in Client().get(address).content.decode().replace(address, ""), address


def test_a_private_document_has_one_door(admin_client: Client) -> None:
    make_index()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = get_document_model()(title="Report", collection=private)
    document.file.save("report.txt", ContentFile(SECRET.encode()))
    document.save()
    answer = admin_client.get(document.url)
    assert SECRET in answer.getvalue().decode()  # type: ignore[attr-defined]
    answer.close()
    stranger = Client()
    assert stranger.get(document.url).status_code == 302
    for way in ("", "./", "/", "%2e/", "images/../", "documents/../"):
        assert stranger.get(f"/media/{way}{document.file.name}").status_code == 404, way
    document.file.delete(save=False)


def test_every_route_is_walked() -> None:
    """A new route or root address must be put on the list."""
    routes = {route.name for route in ArticleIndexPage.get_resolver().url_patterns} - {"index_route"}
    assert routes == {
        "home", "listing", "listing_feed", "roles", "role", "compare_roles", "programs", "compare_programs", "area",
        "topic", "author", "saved", "offline", "worker", "markdown",
    }  # fmt: skip
    roots = {each.name for each in get_resolver("articles.urls").url_patterns}
    assert roots == {"sitemap", "sitemap_part", "llms", "robots", "page_file"}
