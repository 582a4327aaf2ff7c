"""An empty index for the tests of this folder."""

from __future__ import annotations

import pytest

from articles.models import ArticleIndexPage
from tests.articles.factories import make_index


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()
