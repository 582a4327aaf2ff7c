"""The sync goes on where entries of the library were deleted: made again, linked again, and no child made anew."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import ArticlePage, Author, Program, Role, Source
from scraper.items import Program as ScrapedProgram
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
EVERY_MODEL = pytest.mark.parametrize("model", [Role, Author, Program])
LINKS = {"authors": "author", "roles": "role", "programs": "program"}


def links(page: ArticlePage) -> dict[str, list[Any]]:
    return {
        relation: [getattr(each, link) for each in getattr(page, relation).all()] for relation, link in LINKS.items()
    }


def keys(page: ArticlePage) -> dict[str, list[int]]:
    return {relation: [each.pk for each in getattr(page, relation).all()] for relation in LINKS}


def forget_rows(page: ArticlePage) -> None:
    """Leave the links in the page's revision alone."""
    for relation in LINKS:
        getattr(page, relation).get_live_queryset().delete()


@EVERY_MODEL
def test_a_draft_is_updated_and_linked_again(hub: Hub, model: Any) -> None:
    hub.sync(article())
    forget_rows(ArticlePage.objects.get())
    model.objects.all().delete()
    assert hub.sync(article(title="Changed")).counts == {"update": 1}
    latest = ArticlePage.objects.get().get_latest_revision_as_object()
    assert latest.title == "Changed"
    assert all(all(each) for each in links(latest).values())
    assert [each.name for each in latest.authors.all()] == ["Mara Quill", "Ned Vale"]
    assert [each.name for each in latest.programs.all()] == ["Engineering Management"]


@EVERY_MODEL
def test_a_live_page_is_linked_again_with_its_children_in_place(hub: Hub, source: Source, model: Any) -> None:
    source.policy = Source.Policy.PUBLISH
    source.save()
    hub.sync(article())
    before = keys(ArticlePage.objects.get())
    model.objects.all().delete()
    assert hub.sync(article()).counts == {"unchanged": 1}
    assert hub.sync(article(title="Changed")).counts == {"update": 1}
    page = ArticlePage.objects.get()
    assert page.title == "Changed"
    assert all(all(each) for each in links(page).values())
    assert keys(page) == before
    assert hub.sync(article(title="Changed")).counts == {"unchanged": 1}


def test_a_program_whose_address_the_library_cannot_take_keeps_its_words(hub: Hub) -> None:
    long = f"https://hub.example/programs/{'x' * 600}/"
    hub.sync(article(programs=[ScrapedProgram(name="Long Studies", url=long)]))
    program = ArticlePage.objects.get().programs.get()
    assert (program.program, program.shown_name, program.shown_url) == (None, "Long Studies", long)


def test_facts_keep_the_order_of_the_page(hub: Hub) -> None:
    facts = {"Where they work": "Hospitals", "Skills": "Patience", "A": "last"}
    record = article()
    role = type(record.roles[0])(title="Nurse", html="<p>They care.</p>", facts=facts)
    hub.sync(article(roles=[role]))
    page = ArticlePage.objects.get()
    for version in (page, page.get_latest_revision_as_object()):
        assert [each["label"] for each in version.roles.first().facts] == list(facts)
