"""The article editor: opens, saves what it opened with every child kept, and previews."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from articles.models import ArticlePage
from tests.articles.admin.editor_form import submitted_form
from tests.articles.factories import PROGRAM, make_full_article, make_index

pytestmark = pytest.mark.django_db
CHILDREN = ("authors", "roles", "figures", "citations", "programs", "related", "areas_of_study", "topics")


@pytest.fixture
def article():
    return make_full_article(make_index())


@pytest.fixture
def edit_url(article):
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def contents(article: ArticlePage) -> dict[str, list[dict[str, object]]]:
    """Every child's fields, those too that the form does not show; without the keys the rich text editor adds."""
    return {
        name: [
            {field.attname: without_keys(getattr(child, field.attname)) for field in child._meta.concrete_fields}
            for child in getattr(article, name).all()
        ]
        for name in CHILDREN
    }


def without_keys(value: object) -> object:
    return re.sub(r' data-block-key="\w+"', "", value) if isinstance(value, str) else value


def html_unescaped(response) -> str:
    return unescape(response.content.decode())


def test_tabs(admin_client, edit_url):
    response = admin_client.get(edit_url)
    assert response.status_code == 200
    html = response.content.decode()
    # Wagtail shows what stands under Settings, publishing and comments, in panels at the side.
    tabs = ["content", "roles", "figures_and_citations", "related", "promote"]
    places = [html.index(f'id="tab-label-{tab}"') for tab in tabs]
    assert places == sorted(places)


def test_saving_what_was_opened_keeps_every_child(admin_client, edit_url, article):
    before = contents(article)
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["summary"] = "An editor's word."
    response = admin_client.post(edit_url, form, follow=True)
    assert response.redirect_chain, response.context["form"].errors
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.summary == "An editor's word."
    assert contents(draft) == before
    assert [block.id for block in draft.body] == [block.id for block in article.body]
    assert [block.block_type for block in draft.body] == [block.block_type for block in article.body]
    assert ArticlePage.objects.get(pk=article.pk).summary == article.summary, "a draft does not reach the reader"


def test_publishing_reaches_the_reader(admin_client, client, edit_url, article):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["summary"] = "Published word."
    form["action-publish"] = "action-publish"
    admin_client.post(edit_url, form)
    html = client.get(article.get_url()).content.decode()
    for words in ("Published word.", "$165,370", "Jobs you can get", "Pay by degree", "How long does it take?"):
        assert words in html, words


def test_a_related_article_needs_somewhere_to_lead(admin_client, edit_url, article):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["related-0-url"] = ""
    form["action-publish"] = "action-publish"
    response = admin_client.post(edit_url, form)
    assert "Choose a page of this hub" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        '["no pair"]',
        '{"Skills": "Planning"}',
        '[{"label": "Skills"}]',
        '[{"label": "Skills", "text": 1}]',
        '[{"label": " ", "text": "Planning"}]',
        '[{"label": "Skills", "text": "Planning", "more": "no"}]',
    ],
)
def test_facts_are_pairs(admin_client, edit_url, article, typed):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["roles-0-facts"] = typed
    form["action-publish"] = "action-publish"
    response = admin_client.post(edit_url, form)
    assert "Facts are pairs of label and text" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            '[{"label": "Z", "text": "first"}, {"text": "second", "label": "A"}]',
            [{"label": "Z", "text": "first"}, {"label": "A", "text": "second"}],
        ),
        ("[]", []),
        ("{}", []),
        ("", []),
    ],
)
def test_facts_are_edited_as_json(admin_client, edit_url, article, typed, kept):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["roles-0-facts"] = typed
    form["action-publish"] = "action-publish"
    response = admin_client.post(edit_url, form, follow=True)
    assert response.redirect_chain, response.context["form"].errors
    assert ArticlePage.objects.get(pk=article.pk).roles.first().facts == kept


@pytest.mark.parametrize(
    ("relation", "link", "sentence"),
    [
        ("authors", "author", "Choose an author of the library, or give the name."),
        ("programs", "program", "Choose a program of the library, or give its name."),
    ],
)
def test_an_entry_needs_a_link_or_words(admin_client, edit_url, article, relation, link, sentence):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form[f"{relation}-0-{link}"] = ""
    form["action-publish"] = "action-publish"
    form[f"{relation}-0-name"] = ""
    assert sentence in html_unescaped(admin_client.post(edit_url, form))
    form[f"{relation}-0-name"] = "Only words"
    assert admin_client.post(edit_url, form, follow=True).redirect_chain
    child = getattr(ArticlePage.objects.get(pk=article.pk), relation).first()
    assert (getattr(child, link), child.shown_name) == (None, "Only words")


def test_a_link_alone_keeps_the_librarys_words_for_later(admin_client, edit_url, article):
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["authors-0-name"] = form["programs-0-name"] = form["programs-0-url"] = ""
    form["action-publish"] = "action-publish"
    assert admin_client.post(edit_url, form, follow=True).redirect_chain
    published = ArticlePage.objects.get(pk=article.pk)
    assert published.authors.first().name == "Shaday Stewart"
    program = published.programs.get()
    assert (program.name, program.url) == ("Master of Engineering Management", PROGRAM)


def test_preview_of_the_form(admin_client, edit_url, article):
    preview_url = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    form = submitted_form(admin_client.get(edit_url).content.decode(), article)
    form["title"] = "Title on trial"
    assert admin_client.post(preview_url, form).json()["is_valid"]
    html = admin_client.get(preview_url).content.decode()
    assert "<h1>Title on trial</h1>" in html
    assert "$165,370" in html


def test_comparing_revisions(admin_client, edit_url, article):
    article.summary = "Changed"
    first, second = article.revisions.latest("created_at"), article.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])
    assert "Changed" in admin_client.get(url).content.decode()


def test_only_editors_edit(client, edit_url):
    assert client.get(edit_url).status_code == 302
