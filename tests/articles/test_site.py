"""Setting up an empty installation, and keeping hands off an arranged one."""

from __future__ import annotations

import pytest
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage
from articles.site import NoArticleIndex, prepare_site
from tests.articles.factories import make_article

pytestmark = pytest.mark.django_db


def tree() -> list[tuple[str, str, int]]:
    return list(Page.objects.order_by("path").values_list("path", "title", "numchild"))


def test_the_welcome_page_gives_way_to_the_index(client):
    index = prepare_site("My Hub", "localhost", 8100)
    site = Site.objects.get()
    assert (site.site_name, site.hostname, site.port, site.root_page_id) == ("My Hub", "localhost", 8100, index.pk)
    assert (index.title, index.slug, index.live, index.depth) == ("Knowledge hub", "articles", True, 2)
    assert Page.objects.count() == 2
    assert Page.find_problems() == ([], [], [], [], [])
    assert client.get("/").status_code == 200


def test_again_changes_nothing():
    first = prepare_site("My Hub", "localhost", 8100)
    make_article(first)
    before = tree()
    assert prepare_site("Other", "localhost", 8100) == first
    assert tree() == before
    assert Site.objects.get().site_name == "My Hub"


def test_the_port_follows_on_a_machine_that_serves_itself():
    prepare_site("My Hub", "localhost", 8100)
    prepare_site("My Hub", "127.0.0.1", 8200)
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("127.0.0.1", 8200)


def test_a_real_host_stays():
    prepare_site("My Hub", "localhost", 8100)
    Site.objects.update(hostname="hub.example.edu", port=443)
    prepare_site("My Hub", "localhost", 8200)
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("hub.example.edu", 443)


@pytest.mark.parametrize("touched", ["title", "child", "revision", "sibling"])
def test_an_arranged_site_is_not_touched(touched):
    root, welcome = Page.get_first_root_node(), Page.objects.get(slug="home")
    if touched == "title":
        welcome.title = "Our home"
        welcome.save()
    elif touched == "child":
        welcome.add_child(instance=Page(title="Child"))
    elif touched == "revision":
        welcome.save_revision()
    else:
        root.add_child(instance=Page(title="Sibling"))
    before = tree()
    with pytest.raises(NoArticleIndex, match="article index"):
        prepare_site("My Hub", "localhost", 8100)
    assert tree() == before
    assert Site.objects.get().root_page_id == welcome.pk


def test_an_arranged_site_with_an_index_gives_that_index():
    welcome = Page.objects.get(slug="home")
    welcome.title = "Our home"
    welcome.save()
    index = ArticleIndexPage(title="Guides")
    welcome.add_child(instance=index)
    assert prepare_site("My Hub", "localhost", 8100).pk == index.pk
    assert Site.objects.get().port == 80


def test_a_tree_without_pages_gets_a_site():
    Page.objects.get(slug="home").delete()
    assert not Site.objects.exists()
    index = prepare_site("My Hub", "localhost", 8100)
    assert Site.objects.get().root_page_id == index.pk
