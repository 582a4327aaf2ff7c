"""An image of the library in a template: `{% picture_of image alt is_first %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.pictures.show import picture

register = template.Library()


@register.simple_tag
def picture_of(image: Any, alt: str, is_first: bool | None = None) -> SafeString:
    """A template that is not told counts the image as one of many."""
    return picture(image, alt, is_first=bool(is_first))
