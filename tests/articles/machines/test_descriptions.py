"""Every kind of page that search engines may list says what it is about, and none leaves room for anything else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.models import Author
from tests.articles.explorer.pay_factory import lead_to, name_role
from tests.articles.factories import make_full_article, make_index

pytestmark = pytest.mark.django_db
DESCRIPTION = re.compile(r'<meta name="description" content="([^"<>]+)">')


@pytest.mark.parametrize(
    "path",
    [
        "/", "/all-articles/", "/jobs-in-engineering-management/", "/roles/", "/roles/nurse/", "/programs/",
        "/roles/compare/?role=nurse&role=welder", "/programs/compare/?program=1&program=2",
        "/areas-of-study/engineering/", "/topics/industry-trends/", "/authors/shaday-stewart/",
    ],
)  # fmt: skip
def test_it_is_said_what_a_page_is_about(client: Client, path: str) -> None:
    article = make_full_article(make_index())
    for name in ("Nurse", "Welder"):
        name_role(article, name)
        lead_to(article, name)
    Author.objects.update(name='"><b>')
    [description] = DESCRIPTION.findall(client.get(path).content.decode())
    assert len(description) > 10
