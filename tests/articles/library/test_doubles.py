"""Names that are nearly alike are found with one look at each, and different ones are not."""

from __future__ import annotations

import pytest

from articles.library.doubles import Entry, entries_of, fold, groups_of
from articles.library.kinds import KINDS
from articles.models import Role

ROLES, AREAS, TOPICS, AUTHORS, PROGRAMS = KINDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data analyst", "data Analysts"),
        ("Health & Care Managers (HCM)", "Healthcare manager"),
        ("Sales and marketing manager", "Sales & Marketing Managers"),
        ("E-learning designer", "Elearning designers"),
        ("Director of nursing", "Director, Nursing"),
        ("Café owner", "Cafe owners"),
        ("Women's health nurse", "Womens health nurse"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert fold(ROLES, one) == fold(ROLES, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C developer", "C++ developer"),
        ("C# developer", "C++ developer"),
        ("Data analyst", "Data scientist"),
        ("Manager", "Engineer"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert fold(ROLES, one) != fold(ROLES, other)


def test_people() -> None:
    assert fold(AUTHORS, "Dr. Mara Quill, Ph.D.") == fold(AUTHORS, "mara quill")
    # A plural is no name's other form.
    assert fold(AUTHORS, "Ned William") != fold(AUTHORS, "Ned Williams")
    assert fold(AUTHORS, "MD") != ""


def test_programs_by_name_or_address() -> None:
    one = Entry(pk=1, name="MBA", key="https://www.hub.example/mba/")
    same_address = Entry(pk=2, name="Master of Business", key="http://hub.example/MBA")
    same_name = Entry(pk=3, name="M.B.A.", key="https://hub.example/other/")
    other = Entry(pk=4, name="Nursing", key="https://hub.example/nursing/")
    assert groups_of(PROGRAMS, [one, same_address, other]) == [[one, same_address]]
    assert groups_of(PROGRAMS, [one, same_name, other]) == []
    both = Entry(pk=5, name="mba", key="https://hub.example/mba")
    assert groups_of(PROGRAMS, [one, both]) == [[one, both]]


@pytest.mark.django_db
def test_one_query(django_assert_num_queries) -> None:
    Role.objects.bulk_create(Role(name=f"Role {number % 300} of {number}", slug=f"r-{number}") for number in range(500))
    Role.objects.create(name="Roles 1 of 1", slug="double")
    with django_assert_num_queries(1):
        [group] = groups_of(ROLES, entries_of(ROLES))
    assert {entry.key for entry in group} == {"r-1", "double"}
