"""The library is asked a few times a batch, whatever was merged: former names are looked up all at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import AreaOfStudy, Author, LibraryAlias, Program, Role, Topic
from articles.sync.library import Library
from scraper.items import Author as Person
from scraper.items import Role as Job
from tests.articles.sync.samples import article

pytestmark = pytest.mark.django_db
MODELS = (AreaOfStudy, Topic, Author, Role, Program)
OF_EACH = len(MODELS)


@pytest.fixture
def stocked() -> Library:
    library = Library()
    library.stock([article()])
    return library


def alias(model: Any, slug: str, entry: Any) -> None:
    kind = ContentType.objects.get_for_model(model)
    LibraryAlias.objects.create(content_type=kind, object_id=entry.pk, slug=slug, name="x")


def test_known_entries_are_asked_for_and_nothing_else(stocked: Library, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(OF_EACH):
        Library().stock([article()])
    with django_assert_num_queries(0):
        stocked.stock([article()])


def test_missing_ones_are_looked_for_among_all_former_names_at_once(django_assert_num_queries: Any) -> None:
    library = Library()
    with django_assert_num_queries(OF_EACH + 1):
        library.look_up([article()])
    assert all(key < 0 for key in library.roles.values())
    with django_assert_num_queries(OF_EACH + 1 + 2 * OF_EACH):
        library.stock([article()])
    assert all(key > 0 for key in library.roles.values())


def test_a_former_name_is_of_its_kind_alone(stocked: Library) -> None:
    role, author = Role.objects.get(slug="engineering-manager"), Author.objects.get(slug="mara-quill")
    alias(Author, "chief", author)
    alias(Role, "former", role)
    library = Library()
    library.stock([article(roles=[], authors=[])])
    library.stock([article(roles=[Job(title="Chief", html="")], authors=[Person(name="Chief")])])
    assert library.authors["chief"] == author.pk
    assert library.roles["chief"] == Role.objects.get(slug="chief").pk
    library.look_up([article(roles=[Job(title="Formers", html="")])])
    assert library.roles["former"] == role.pk


def test_an_entry_of_its_own_goes_before_a_former_name(stocked: Library) -> None:
    role, other = Role.objects.order_by("pk")[:2]
    alias(Role, role.slug, other)
    library = Library()
    library.stock([article()])
    assert library.roles[role.slug] == role.pk
