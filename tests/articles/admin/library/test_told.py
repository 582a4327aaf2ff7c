"""What an overview tells of articles is asked with one query, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest

from articles.admin.library.told import tell
from tests.articles.factories import BLS

pytestmark = pytest.mark.django_db


def test_titles_rights_and_the_words_of_links(
    article: Any, admin_user: Any, django_user_model: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        told = tell(admin_user, [article.pk], [BLS])
    assert (told.titles, told.editable) == ({article.pk: article.title}, {article.pk})
    assert told.words == {BLS: "Bureau of Labor Statistics"}
    stranger = tell(django_user_model.objects.create_user("stranger"), [article.pk])
    assert (stranger.titles, stranger.editable, stranger.words) == ({article.pk: article.title}, set(), {})
