"""Images in the library, for tests, of any size and kind."""

from __future__ import annotations

import gc
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.images import get_image_model

LEFT_OPEN = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
"""Wagtail leaves the temporary file of a new rendition to the garbage collector."""


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder of the files; what Wagtail left open is gone after the test."""
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def make_image(width: int = 1600, height: int = 900, kind: str = "PNG", name: str = "bridge") -> Any:
    out = io.BytesIO()
    Drawing.linear_gradient("L").resize((width, height)).convert("RGB").save(out, kind)
    file = ImageFile(io.BytesIO(out.getvalue()), name=f"{name}.{kind.lower()}")
    image = get_image_model()(title="Bridge", file=file)
    image.save()
    return image


def block(image: Any, **said: Any) -> tuple[str, dict[str, Any]]:
    return "image", {"image": image, "src": "", "alt": "A bridge", "caption": "", "credit": "", **said}
