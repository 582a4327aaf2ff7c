"""The forms of the library's images are made: of those that have none yet, a few minutes at a time.

A worker has other work too: what is left is done in the job's next turn, behind what waits in the queue.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.images import get_image_model

from articles.pictures.forms import ALWAYS_MADE, AS_STORED, make_forms
from articles.serving.purge import purge

TURN = 120.0
"""Seconds."""
ASK_AGAIN = 24 * 60 * 60
"""Seconds after which an image is tried again that no form could be made of: its file may be back."""
logger = logging.getLogger(__name__)


def make_pictures() -> dict[str, int]:
    """How many images got their forms, how many could not, and how many wait for the next turn."""
    end = time.monotonic() + TURN
    made = refused = waiting = 0
    keys = list(lacking().order_by("pk").values_list("pk", flat=True))
    for place, key in enumerate(keys):
        if time.monotonic() > end:
            waiting = len(keys) - place
            break
        image = get_image_model().objects.filter(pk=key).first()  # a person may delete it meanwhile
        if image is None or cache.get(_refusal(image)) is not None:
            continue
        if _make(image):
            made += 1
        else:
            refused += 1
    if made:
        purge()
    return {"pictures": made, "refused": refused, "waiting": waiting}


def lacking() -> QuerySet[Any]:
    """The images that have no forms, and are to have some."""
    images = get_image_model()
    made = images.get_rendition_model().objects.filter(image=OuterRef("pk"), filter_spec=ALWAYS_MADE)
    as_stored = Q()
    for ending in AS_STORED:
        as_stored |= Q(file__iendswith=ending)
    return images.objects.filter(~Exists(made)).exclude(as_stored)


def _make(image: Any) -> bool:
    try:
        make_forms(image)
    except Exception as error:
        # Whatever the storage and the image code make of the file: the page shows it as it is, or its words.
        logger.warning("no forms can be made of %s: %s", image.file.name, error)
        cache.set(_refusal(image), True, ASK_AGAIN)
        return False
    return True


def _refusal(image: Any) -> str:
    return f"no-forms:{image.pk}:{image.file_hash}"
