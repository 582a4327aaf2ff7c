"""What an overview tells of articles is asked with one query, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest

from articles.admin.library.told import tell
from articles.library.kinds import KINDS
from tests.articles.factories import BLS

pytestmark = pytest.mark.django_db
ROLES, TOPICS = KINDS[0], KINDS[2]


def test_titles_rights_and_the_words_of_links(
    article: Any, admin_user: Any, django_user_model: Any, django_assert_num_queries: Any
) -> None:
    role = article.roles.all()[0].role_id
    with django_assert_num_queries(1):
        told = tell(admin_user, ROLES, role, [article.pk], [BLS])
    assert (told.titles, told.editable) == ({article.pk: article.title}, {article.pk})
    assert told.printed == {article.pk: ["Engineering Manager"]}
    assert told.words == {BLS: "Bureau of Labor Statistics"}
    stranger = tell(django_user_model.objects.create_user("stranger"), TOPICS, 1, [article.pk])
    assert (stranger.titles, stranger.editable, stranger.words) == ({article.pk: article.title}, set(), {})
