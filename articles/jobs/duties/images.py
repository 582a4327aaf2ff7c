"""Images that pages show without a copy are asked for again, by a run of their source that asks for nothing else."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery

from articles.models import Source, SyncRun
from articles.sync.claim import RunActive, request_run
from articles.sync.stored_images import wanted_images
from articles.tasks import enqueue_run


def fetch_missing_images() -> dict[str, int]:
    """How many sources got such a run, for how many images."""
    latest = SyncRun.objects.filter(source=OuterRef("pk")).order_by("-pk").values("status")[:1]
    sources = Source.objects.filter(paused=False, store_images=True).annotate(latest=Subquery(latest))
    asked = missing = 0
    # A run that waits for a person is the source's latest one, or it cannot go on.
    for source in sources.exclude(latest__in=[*SyncRun.ACTIVE, *SyncRun.WAITING]).order_by("pk"):
        wanted = wanted_images(source)
        if not wanted:
            continue
        try:
            with transaction.atomic():
                enqueue_run(request_run(source, SyncRun.Trigger.IMAGES))
        except RunActive:
            continue
        asked, missing = asked + 1, missing + len(wanted)
    return {"sources": asked, "missing": missing}
