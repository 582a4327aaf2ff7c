"""The forms of images are made by a job that is asked for when one is saved, and that gives way to other work."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.jobs.duties import PICTURES, pictures
from articles.jobs.duties.pictures import make_pictures
from articles.jobs.standing import ask_for, known_jobs, work_off
from articles.models import StandingJob
from articles.pictures.asking import ask_when_saved
from articles.pictures.forms import forms_of
from tests.articles.pictures.samples import LEFT_OPEN, make_image, media

__all__ = ["media"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media"), LEFT_OPEN]


def state() -> str:
    return str(StandingJob.objects.get(name=PICTURES).status)


def made(image: Any) -> list[str]:
    return sorted(image.renditions.values_list("filter_spec", flat=True))


def test_every_image_gets_its_forms_and_pages_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    purged: list[bool] = []
    monkeypatch.setattr(pictures, "purge", lambda: purged.append(True))
    image, moving = make_image(600, 400), make_image(600, 400, kind="GIF")
    assert make_pictures() == {"pictures": 1, "refused": 0, "waiting": 0}
    assert made(image) == sorted(forms_of(image))
    assert made(moving) == []
    assert make_pictures() == {"pictures": 0, "refused": 0, "waiting": 0}
    assert purged == [True], "what nothing changed for stays kept"


def test_a_file_that_cannot_be_read_is_left_for_another_day(media: Path) -> None:
    image = make_image(600, 400)
    whole = (media / image.file.name).read_bytes()
    (media / image.file.name).write_bytes(b"no image")
    assert make_pictures() == {"pictures": 0, "refused": 1, "waiting": 0}
    assert make_pictures() == {"pictures": 0, "refused": 0, "waiting": 0}
    (media / image.file.name).write_bytes(whole)
    image.file_hash = "another"
    image.save()
    assert make_pictures()["pictures"] == 1, "another file is tried at once"


def test_what_is_left_after_its_time_is_done_in_another_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    images = [make_image(100, 100, name=f"bridge-{number}") for number in range(3)]
    moments = itertools.chain([0.0, 1.0], itertools.repeat(pictures.TURN + 1))
    monkeypatch.setattr(pictures.time, "monotonic", lambda: next(moments))
    [job] = [each for each in known_jobs() if each.name == PICTURES]
    ask_for(job, timezone.now())
    assert work_off(PICTURES) == {"status": "done", "pictures": 1, "refused": 0, "waiting": 2}
    assert [bool(made(each)) for each in images] == [True, False, False]
    assert state() == StandingJob.Status.QUEUED


def test_saving_an_image_asks_once(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image(100, 100)
        make_image(100, 100, name="other")
    assert state() == StandingJob.Status.QUEUED
    StandingJob.objects.update(status=StandingJob.Status.DONE)
    with django_capture_on_commit_callbacks(execute=True):
        image.save(update_fields=["title"])
        ask_when_saved(raw=True)
    assert state() == StandingJob.Status.DONE
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert state() == StandingJob.Status.QUEUED


def test_a_paused_job_is_not_asked_for(django_capture_on_commit_callbacks: Any) -> None:
    known_jobs()
    StandingJob.objects.filter(name=PICTURES).update(paused=True)
    with django_capture_on_commit_callbacks(execute=True):
        make_image(100, 100)
    assert state() == StandingJob.Status.NEVER
