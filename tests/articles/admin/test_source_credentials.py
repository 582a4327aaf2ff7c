"""Credentials are set, changed and removed in a source's form, and shown nowhere in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Source
from articles.sync.credentials import credentials_of, keep_credentials
from tests.articles.admin.test_sources import FIELDS, body

SECRET = "correct-horse-battery"
ADD = "/admin/hub/sources/new/"


def fields(**given):
    return {**FIELDS, "credential_kind": "", "credential_name": "", "credential_secret": "", **given}


def edit_url(source):
    return reverse("hub_sources:edit", args=[source.pk])


@pytest.fixture
def cedar(operator):
    answer = operator.post(ADD, fields(credential_kind="basic", credential_name="ada", credential_secret=SECRET))
    assert answer.status_code == 302
    return Source.objects.get(slug="cedar-falls")


def test_what_is_set_is_kept_and_never_shown(operator, cedar):
    assert credentials_of(cedar) == f"Basic ada:{SECRET}"
    seen = "".join(
        body(operator.get(each))
        for each in (
            "/admin/hub/sources/",
            edit_url(cedar),
            reverse("hub_sources:inspect", args=[cedar.pk]),
            reverse("hub_sources:history", args=[cedar.pk]),
            reverse("hub_sources:try_source", args=[cedar.pk]),
            "/admin/reports/site-history/",
        )
    )
    assert "Set: name and password, for https://cedar.example" in seen
    assert SECRET not in seen
    assert cedar.credentials["secret"] not in seen


def test_a_form_that_comes_back_does_not_have_the_secret(operator, cedar):
    wrong = fields(schedule="no cron", credential_kind="bearer", credential_secret=SECRET)
    answer = body(operator.post(edit_url(cedar), wrong))
    assert "no cron" in answer
    assert SECRET not in answer


def test_they_stay_as_they_are_change_and_go(operator, cedar):
    before = cedar.credentials
    assert operator.post(edit_url(cedar), fields(name="Another")).status_code == 302
    cedar.refresh_from_db()
    assert (cedar.name, cedar.credentials) == ("Another", before)
    sent = fields(credential_kind="header", credential_name="X-Key", credential_secret=" spaced ")
    assert operator.post(edit_url(cedar), sent).status_code == 302
    cedar.refresh_from_db()
    assert credentials_of(cedar) == "X-Key:  spaced "
    operator.post(edit_url(cedar), fields(credential_kind="env", credential_name="HUB_TOKEN"))
    cedar.refresh_from_db()
    assert cedar.credentials == {"kind": "env", "host": "https://cedar.example", "variable": "HUB_TOKEN"}
    operator.post(edit_url(cedar), fields(credential_kind="none"))
    cedar.refresh_from_db()
    assert cedar.credentials == {}


def test_another_host_needs_them_anew(operator, cedar):
    moved = fields(address="https://elsewhere.example/hub/")
    answer = body(operator.post(edit_url(cedar), moved))
    assert "They were given for https://cedar.example." in answer
    cedar.refresh_from_db()
    assert cedar.address == "https://cedar.example/hub/"
    anew = moved | {"credential_kind": "bearer", "credential_secret": "other"}
    assert operator.post(edit_url(cedar), anew).status_code == 302
    cedar.refresh_from_db()
    assert credentials_of(cedar) == "Bearer other"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"credential_kind": "basic", "credential_secret": SECRET}, "Without a name"),
        ({"credential_kind": "bearer"}, "what is set is never shown"),
        ({"credential_kind": "env", "credential_name": "SECRET_KEY"}, "begins with HUB_"),
        ({"credential_kind": "header", "credential_name": "Host", "credential_secret": SECRET}, "cannot be used"),
        ({"credential_kind": "nonsense"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(operator, source, given, words):
    answer = body(operator.post(ADD, fields(**given)))
    assert words in answer
    assert SECRET not in answer
    assert Source.objects.count() == 1


def test_the_secret_of_another_source_is_no_use(cedar, source):
    keep_credentials(source, "bearer", "mine")
    source.credentials["secret"] = cedar.credentials["secret"]
    with pytest.raises(Exception, match=r"were given for https://cedar\.example"):
        credentials_of(source)
