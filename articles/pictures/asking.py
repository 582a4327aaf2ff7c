"""Whenever an image is saved, by an import or by a person, the job is asked for that makes its forms."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone

from articles.jobs.duties import PICTURES
from articles.jobs.standing import JobActive, ask_for, known_jobs
from articles.tasks import enqueue_job

OF_THE_FILE = "file"


def connect() -> None:
    from wagtail.images import get_image_model

    post_save.connect(ask_when_saved, sender=get_image_model(), dispatch_uid="articles.pictures")


def ask_when_saved(update_fields: Any = None, raw: bool = False, **_said: Any) -> None:
    """Nothing for a save that leaves the file as it was, nor for one that puts a whole database back."""
    if not raw and (update_fields is None or OF_THE_FILE in update_fields):
        transaction.on_commit(ask, robust=True)


def ask() -> None:
    """Once for however many images: a job that waits makes the forms of all."""
    job = next(each for each in known_jobs() if each.name == PICTURES)
    if job.paused:
        return
    try:
        with transaction.atomic():
            ask_for(job, timezone.now())
            enqueue_job(job)
    except JobActive:
        return
