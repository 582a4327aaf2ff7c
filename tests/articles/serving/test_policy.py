"""Public pages allow nothing inline; the admin keeps to Wagtail's own ways."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.articles.factories import make_full_article, make_index

pytestmark = pytest.mark.django_db


def test_public_pages_have_a_strict_policy(client: Client) -> None:
    make_full_article(make_index())
    for address in ("/", "/all-articles/", "/jobs-in-engineering-management/", "/nowhere/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http:" not in policy


def test_public_pages_have_nothing_that_it_forbids(client: Client) -> None:
    make_full_article(make_index())
    for address in ("/", "/all-articles/", "/jobs-in-engineering-management/"):
        html = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/(ld\+)?json))", html)


def test_the_admin_has_none_of_ours(client: Client) -> None:
    assert "Content-Security-Policy" not in client.get("/admin/login/")
