"""The choice of an image in an article, which brings the image's forms along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.images.blocks import ImageChooserBlock

from articles.pictures.forms import with_forms


class PictureChooserBlock(ImageChooserBlock):
    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        """The images of all blocks of a body. Wagtail asks for each image's renditions by itself."""
        keys = [value for value in values if value is not None]
        images = with_forms(keys) if keys else {}
        return [images.get(value or 0) for value in values]

    def deconstruct(self) -> tuple[str, Any, Any]:
        """As its parent: nothing that the database keeps is another."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.images.blocks.ImageChooserBlock", arguments, options
