"""Small pictures of every kind, for tests."""

from __future__ import annotations

import io

from PIL import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")


def picture(name: str = "PNG", width: int = 8, height: int = 8, colour: str = "teal") -> bytes:
    """A picture of one colour, in Pillow's word for its format."""
    body = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(body, name)
    return body.getvalue()
