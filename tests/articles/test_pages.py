"""The article page: every structured field reaches the reader, escaped, and no draft does."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction
from wagtail.search.backends import get_search_backend

from articles.models import ArticleFigure, ArticlePage, ArticleRelated
from tests.articles.factories import (
    BLS,
    PROGRAM,
    make_article,
    make_document,
    make_full_article,
    make_index,
)

pytestmark = pytest.mark.django_db
TARGET = "https://hub.example.edu/knowledge-hub/what-is-systems-engineering/"
# Wagtail asks six times, for the site, the page and who may see it; the rest is ours.
# Nothing may grow with the content.
ARTICLE_QUERIES = 9


@pytest.fixture
def index():
    return make_index()


def read(client: Client, page: ArticlePage) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def seen(client: Client, page: ArticlePage) -> str:
    """What a reader sees: the head says some of it again, to machines."""
    html = read(client, page)
    return html[html.index("<main") :]


def test_every_structured_field_is_shown(client, index):
    article = make_full_article(index)
    make_document(article, "https://hub.example.edu/knowledge-hub/jobs-in-engineering-management/")
    html = read(client, article)
    for words in (
        "<h1>Jobs in Engineering Management</h1>",
        "Nine jobs, what they pay, and how to get there.",
        ">Shaday Stewart</a>",
        ">Imani Okafor</a>",
        'datetime="2024-07-25"',
        'datetime="2025-01-09"',
        "First published October 2022",
        'href="/all-articles/?area_of_study=engineering"',
        'href="/all-articles/?topic=career-advancement"',
        'href="/all-articles/?topic=industry-trends"',
        "Engineering managers <b>lead</b>",
        "Managers earn <b>more</b>",
        "$165,370",
        "median, a year",
        "as of 2023",
        "4 percent",
        "2023–2033",
        "82% of graduates",
        "Primary duties",
        "Keeps <i>promises</i>.",
        "Bureau of Labor Statistics",
        "accessed July 1, 2024",
        f'href="{PROGRAM}"',
        "Originally published in <b>October 2022</b>",
        "A short look at a long discipline.",
        "https://hub.example.edu/knowledge-hub/jobs-in-engineering-management/",
    ):
        assert words in html, words


def test_head_names_the_page(client, index):
    html = read(client, make_full_article(index))
    assert '<html lang="en-us">' in html
    assert "<title>Jobs in Engineering Management · Test Hub</title>" in html
    assert '<meta name="description" content="Nine jobs, what they pay, and how to get there.">' in html
    assert '<link rel="canonical" href="http://localhost/jobs-in-engineering-management/">' in html
    assert '<a href="/">Knowledge hub</a>' in html


def test_roles_stand_once_at_their_place_and_silence_is_said(client, index):
    html = seen(client, make_full_article(index))
    html = html[html.index('class="text"') :]  # the contents name it too
    assert html.count('id="role-1"') == 1
    assert html.index('id="jobs"') < html.index('id="role-1"') < html.index('id="faq"')
    body = html.split('<div class="body">')[1]
    assert body.count("Jobs you can get") == 1, "the heading over the list is in the body already"
    quality_engineer = html[html.index('id="role-2"') : html.index('id="faq"')]
    assert quality_engineer.count("not stated") == 2


def test_roles_follow_a_body_without_a_place_for_them(client, index):
    article = make_full_article(index)
    article.body = [block for block in article.body.raw_data if block["type"] not in {"roles", "heading"}]
    article.save_revision().publish()
    html = read(client, article)
    assert '<h2 id="roles">Roles</h2>' in html
    assert "<h3>Jobs you can get</h3>" in html
    assert '<h4 id="role-1">Engineering Manager</h4>' in html


def test_citations_and_figures_lead_to_each_other(client, index):
    html = read(client, make_full_article(index))
    assert '<a id="cited-1-1" href="#citation-1">source 1</a>' in html
    assert '<li id="citation-1">' in html
    assert '<a href="#cited-1-1">$165,370</a>' in html
    assert 'href="https://elsewhere.example/report"' in html, "a source that is no citation is still linked"


def test_hostile_words_are_escaped(client, index):
    attack = "<script>alert(1)</script>"
    article = make_full_article(index, title=attack)
    article.summary = f'"><img src=x onerror=alert(1)>{attack}'
    article.figures.add(
        ArticleFigure(kind="count", text=attack, role="Engineering Manager", citation="javascript:alert(1)")
    )
    article.related.add(ArticleRelated(title=attack, url="javascript:alert(2)"))
    citation = article.citations.get(url=BLS)
    citation.url, citation.text = "javascript:alert(3)", attack
    article.citations.add(citation)
    article.roles.get(title="Engineering Manager")
    article.save_revision().publish()
    html = read(client, article)
    assert attack not in html
    assert "<img src=x" not in html
    assert 'href="javascript:' not in html


def test_an_article_that_says_nothing_is_still_a_page(client, index):
    html = read(client, make_article(index, "Bare"))
    assert "<h1>Bare</h1>" in html
    for heading in ("Key facts", "Roles", "Programs", "Citations", "Related articles", "Editor’s note"):
        assert f">{heading}</h2>" not in html


@pytest.mark.parametrize("partial", [("2022", "2022"), ("2022-10-03", "Oct. 3, 2022"), ("autumn", "autumn")])
def test_first_published_in_words(client, index, partial):
    said, words = partial
    assert f"First published {words}" in read(client, make_article(index, first_published=said))


def test_related_leads_to_the_source_until_the_hub_has_the_article(client, index):
    article = make_full_article(index)
    assert f'<a class="external" href="{TARGET}" rel="noopener">What Is Systems Engineering?' in read(client, article)
    target = make_article(index, "Systems Engineering, Explained")
    make_document(target, TARGET)
    html = read(client, article)
    assert f'<a href="{target.get_url()}">Systems Engineering, Explained</a>' in html
    assert TARGET not in html


@pytest.mark.parametrize("alias", [TARGET, "https://hub.example.edu/knowledge-hub/ingénierie/"])
def test_related_is_found_under_an_older_address(client, index, alias):
    article = make_article(index, "Here")
    article.related.add(ArticleRelated(title="There", url=alias))
    article.save_revision().publish()
    target = make_article(index, "Moved")
    make_document(target, "https://hub.example.edu/knowledge-hub/moved/", aliases=[alias], source="other")
    assert f'<a href="{target.get_url()}">Moved</a>' in read(client, article)


def test_the_editors_choice_of_related_page_comes_first(client, index):
    article = make_full_article(index)
    make_document(make_article(index, "Found by address"), TARGET)
    chosen = make_article(index, "Chosen by hand")
    row = article.related.get()
    row.related_page = chosen
    article.related.add(row)
    article.save_revision().publish()
    html = read(client, article)
    assert "Chosen by hand" in html
    assert "Found by address" not in html


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_related_pages_readers_may_not_see_are_not_linked(client, index, hidden):
    article = make_full_article(index)
    target = make_article(index, "Secret", live=hidden != "draft")
    if hidden == "private":
        PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    make_document(target, TARGET)
    html = read(client, article)
    assert "Secret" not in html
    assert f'href="{TARGET}"' in html


def test_related_repeats_and_the_page_itself_are_left_out(client, index):
    article = make_article(index, "Here")
    make_document(article, "https://hub.example.edu/here/")
    article.related = [
        ArticleRelated(title="Itself", url="https://hub.example.edu/here/"),
        ArticleRelated(title="Other", url="https://hub.example.edu/other/"),
        ArticleRelated(title="Other again", url="https://hub.example.edu/other/"),
    ]
    article.save_revision().publish()
    html = read(client, article)
    assert html.count('<article class="card">') == 1


def test_drafts_are_not_served(client, index):
    draft = make_article(index, "Draft", live=False)
    assert client.get(draft.get_url()).status_code == 404
    assert "Draft" not in client.get(index.get_url()).content.decode()


def test_queries_do_not_grow(client, index, django_assert_max_num_queries):
    article = make_full_article(index)
    for number in range(20):
        target = make_article(index, f"Target {number}")
        make_document(target, f"https://hub.example.edu/{number}/")
        article.related.add(ArticleRelated(title="x", url=f"https://hub.example.edu/{number}/"))
    article.save_revision().publish()
    read(client, make_article(index, "Read before"))  # what is remembered of the site is, nothing of the article
    with django_assert_max_num_queries(ARTICLE_QUERIES):
        html = read(client, article)
    assert "Target 19" in html


def test_revisions_keep_every_child(index):
    article = make_full_article(index)
    revised = article.save_revision().as_object()
    for relation in ("authors", "roles", "figures", "citations", "programs", "related", "areas_of_study", "topics"):
        kept = list(getattr(revised, relation).values_list("id", flat=True))
        assert kept == list(getattr(article, relation).values_list("id", flat=True)), relation
        assert kept, relation
    assert [block.id for block in revised.body] == [block.id for block in article.body]
    assert str(revised.body) == str(article.body)


def test_preview_shows_what_is_not_saved(index):
    article = make_full_article(index)
    article.summary = "Not saved yet"
    article.roles.add(article.roles.all()[0].__class__(role=article.roles.all()[0].role, title="Unsaved role"))
    response = article.make_preview_request()
    assert response.status_code == 200
    assert "Not saved yet" in response.content.decode()
    assert "Unsaved role" in response.content.decode()
    assert index.make_preview_request().status_code == 200


def test_what_is_kept_of_the_page_is_not_its_preview(client, index, settings):
    settings.PAGE_CACHE_SECONDS = 60
    article = make_full_article(index)
    read(client, article)
    client.get(article.get_url(), HTTP_HOST="localhost")  # under the name that a preview has, too
    article.summary = "Not saved yet"
    preview = article.make_preview_request()
    assert "Not saved yet" in preview.content.decode()
    assert "Not saved yet" not in read(client, article)


def test_facts_that_the_text_says_are_not_said_again(client, index):
    article = make_full_article(index)
    manager, quality = article.roles.all()
    manager.html = "<p>Leads, and skills grow.</p><p><b>Primary duties:</b> Leading people</p>"
    quality.facts = [{"label": "Skills", "text": "Patience"}]
    article.roles = [manager, quality]
    article.save_revision().publish()
    html = seen(client, article)
    assert html.count("Primary duties") == 1
    assert "<b>Primary duties:</b> Leading people" in html
    assert "<dt>Skills</dt><dd>Planning, budgets</dd>" in html
    assert "<dt>Skills</dt><dd>Patience</dd>" in html


def test_search_finds_words_of_every_part(index):
    article = make_full_article(index)
    search = get_search_backend().search
    for words in ("listening", "Quality Engineer", "Okafor", "Industry Trends", "Engineering Management", "nine jobs"):
        assert [page.pk for page in search(words, ArticlePage)] == [article.pk], words


def test_not_found_page(client, index):
    response = client.get("/no-such-article/")
    assert response.status_code == 404
    assert "Go to all articles" in response.content.decode()


def test_error_page_needs_nothing(rf):
    from django.views.defaults import server_error

    request = rf.get("/")
    request.user = AnonymousUser()
    page = server_error(request).content
    assert b"Something went wrong" in page
    assert b"dir=" not in page
    with translation.override("ar"):
        assert b'<html lang="ar" dir="rtl">' in server_error(request).content


def test_articles_stand_only_in_an_index(admin_client, index):
    assert ArticlePage.allowed_parent_page_models() == [type(index)]
    response = admin_client.get(reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk]))
    assert response.status_code == 200
    assert date(2024, 7, 25).isoformat() not in response.content.decode()
