"""Images that pages show without a copy are asked for again and come into the pages, and no article is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.jobs.duties.images import fetch_missing_images
from articles.models import Source, SourceImage, SyncRun
from articles.tasks import scrape_source
from scraper.records import FetchedImage
from tests.articles.sync.conftest import Hub, _crawls, hub, index, source
from tests.articles.sync.test_image_library import SRC, block, fetched, shown

__all__ = ["_crawls", "fetched", "hub", "index", "source"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def missing(hub: Hub) -> None:
    """A page whose image did not come, long enough ago to ask again."""
    hub.sync(shown(), FetchedImage(url=SRC, refused="the host did not answer", again=True))
    SourceImage.objects.update(ask_again_at=timezone.now() - timedelta(hours=1))


@pytest.mark.usefixtures("missing")
def test_they_come_into_their_pages(hub: Hub, fetched: Any) -> None:
    assert fetch_missing_images() == {"sources": 1, "missing": 1}
    run = SyncRun.objects.get(trigger="images")
    hub.says(fetched())
    assert scrape_source.call(run.pk)["status"] == "done"
    spec = hub.specifications[-1]
    assert (spec.images_only, spec.wanted_images, spec.urls) == (True, [SRC], [])
    assert block()["image"].title == "a bridge.png"
    run.refresh_from_db()
    assert "were put into 1 page" in run.message
    assert fetch_missing_images() == {"sources": 0, "missing": 0}


@pytest.mark.usefixtures("missing")
def test_a_run_that_waits_for_a_person_stays_the_latest(hub: Hub) -> None:
    SyncRun.objects.update(status=SyncRun.Status.BRAKED)
    assert fetch_missing_images() == {"sources": 0, "missing": 0}
    SyncRun.objects.update(status=SyncRun.Status.DONE)
    Source.objects.update(paused=True)
    assert fetch_missing_images() == {"sources": 0, "missing": 0}
