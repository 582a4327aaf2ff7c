"""The forms of an image: the widths and formats that a page offers, for the browser to choose from.

Source of truth: Wagtail's renditions, one for each form. None is made in a reader's request: a large AVIF takes a
second of a core, and a photograph in PNG three. They are made by a job, see `articles.jobs.duties.pictures`; until then
the page shows the image as it was stored.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from wagtail.images import get_image_model

FORMATS = {"avif": "image/avif", "webp": "image/webp"}
"""In the order in which a browser looks at them: the smallest files first."""
WIDTHS = (480, 800, 1200)
"""A phone, a column on paper-like screens, the same on sharp ones; the column is 640 pixels wide."""
PLAIN = f"width-{WIDTHS[-1]}"
"""For a browser that knows neither format: the image's own, not larger than a page can show."""
AS_STORED = (".gif", ".svg")
"""A drawing has every size already, and what moves would stand still in any other form."""
ALL_SPECS = (PLAIN, *(f"format-{name}|width-{width}" for name in FORMATS for width in WIDTHS))
ALWAYS_MADE = f"format-avif|width-{WIDTHS[0]}"
"""Every image has it that has its forms."""


def forms_of(image: Any) -> list[str]:
    """The specifications of the forms that the image is to have: none larger than it is itself."""
    if is_shown_as_stored(image):
        return []
    widths = [width for place, width in enumerate(WIDTHS) if place == 0 or WIDTHS[place - 1] < image.width]
    plain = [PLAIN] if image.width > WIDTHS[-1] else []
    return plain + [f"format-{name}|width-{width}" for name in FORMATS for width in widths]


def make_forms(image: Any) -> None:
    """Make those that are missing; whatever storage and image code make of the file is raised."""
    image.get_renditions(*forms_of(image))


def is_shown_as_stored(image: Any) -> bool:
    return str(image.file.name).lower().endswith(AS_STORED)


def made_forms(image: Any) -> list[Any]:
    """The renditions that there are, of those that a page may show; in one query, or in none where they came along."""
    at_hand: list[Any] | None = getattr(image, "prefetched_renditions", None)
    found = image.renditions.filter(filter_spec__in=ALL_SPECS) if at_hand is None else at_hand
    return sorted(found, key=lambda each: each.width)


def with_forms(keys: list[int]) -> dict[int, Any]:
    """The images by their keys, each with the forms that it has, in one query."""
    from articles.reading.json_rows import JSONRows  # its room knows the pages, and these know the blocks

    images = get_image_model()
    renditions = images.get_rendition_model()
    columns = ("id", "filter_spec", "focal_point_key", "file", "width", "height")
    made = renditions.objects.filter(image=OuterRef("pk"), filter_spec__in=ALL_SPECS)
    found = {}
    for image in images.objects.filter(pk__in=keys).annotate(forms=JSONRows(made, **{each: each for each in columns})):
        image.prefetched_renditions = [renditions(image=image, **values) for values in image.forms]
        found[image.pk] = image
    return found
