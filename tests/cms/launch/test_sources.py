"""The source that a start crawls is made once, whatever ports and addresses are given."""

from __future__ import annotations

import pytest

from articles.models import ArticleIndexPage, Source
from articles.site import prepare_site
from cms.launch.sources import real_source, sample_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def target() -> ArticleIndexPage:
    return prepare_site("Gleaner", "localhost", 8000)


def test_the_sample_is_published_and_may_reach_loopback(target: ArticleIndexPage) -> None:
    source = sample_source(8001, target)
    assert (source.policy, source.allow_private, source.target) == ("publish", True, target)
    assert source.schedule


def test_another_port_moves_the_same_source(target: ArticleIndexPage) -> None:
    first = sample_source(8001, target)
    second = sample_source(9001, target)
    assert first.pk == second.pk
    assert Source.objects.get().address == "http://127.0.0.1:9001/knowledge-hub/all-articles/"


def test_a_real_hub_arrives_as_drafts_and_stays_off_private_addresses(target: ArticleIndexPage) -> None:
    source = real_source("https://www.example.edu/knowledge-hub/", target)
    assert (source.slug, source.policy, source.allow_private) == ("example-edu", "draft", False)
    assert real_source("https://www.example.edu/knowledge-hub/", target).pk == source.pk


def test_two_hubs_of_one_host_are_two_sources(target: ArticleIndexPage) -> None:
    first = real_source("https://example.edu/knowledge-hub/", target)
    second = real_source("https://example.edu/stories/", target)
    assert (first.slug, second.slug) == ("example-edu", "example-edu-2")
