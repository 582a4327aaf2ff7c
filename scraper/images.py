"""What an image's bytes really are, and their place on disk: one file a content, named by its hash.

Neither the server's word nor the address' ending counts. An image is decoded once before it is kept, within bounds:
what cannot be decoded here would break the reader's page later.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

MOST_PIXELS = 50_000_000
"""Of one image. The largest photographs have as many; decoded, they fill 200 MB."""
MOST_PIXELS_IN_ALL = 250_000_000
"""Of all frames of a moving image: a few kilobytes can hold a hundred thousand frames."""
MEGA = 1_000_000


class RefusedImage(Exception):
    """An image that is not kept. Raised by `examine`; the message is the reason for a person."""


@dataclass(frozen=True, kw_only=True)
class ImageType:
    name: str
    """The media type: "image/png"."""
    ending: str
    pillow: str
    """Pillow's word for it."""


PNG = ImageType(name="image/png", ending=".png", pillow="PNG")
JPEG = ImageType(name="image/jpeg", ending=".jpg", pillow="JPEG")
GIF = ImageType(name="image/gif", ending=".gif", pillow="GIF")
WEBP = ImageType(name="image/webp", ending=".webp", pillow="WEBP")
AVIF = ImageType(name="image/avif", ending=".avif", pillow="AVIF")


@dataclass(frozen=True, kw_only=True)
class ExaminedImage:
    type: ImageType
    width: int
    height: int


def type_of(body: bytes) -> ImageType | None:
    """The type by the first bytes; None for whatever else it is.

    >>> [each and each.name for each in map(type_of, (b"GIF89a", b"RIFF\\0\\0\\0\\0WEBPVP8 ", b"<svg></svg>"))]
    ['image/gif', 'image/webp', None]
    """
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if body.startswith(b"\xff\xd8\xff"):
        return JPEG
    if body.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return WEBP
    if body[4:8] == b"ftyp" and body[8:12] in (b"avif", b"avis"):
        return AVIF
    return None


def examine(body: bytes) -> ExaminedImage:
    """The image in these bytes; RefusedImage when it is none that can be kept."""
    if not body:
        raise RefusedImage("it is empty")
    kind = type_of(body)
    if kind is None:
        what = "an SVG" if b"<svg" in body[:1024].lower() else "no image"
        raise RefusedImage(f"it is {what}; kept are PNG, JPEG, GIF, WebP and AVIF")
    if kind is WEBP:
        # Pillow takes the memory for all pixels when it opens one, so that its size must be known before.
        _check_pixels(*_webp_size(body))
    try:
        with warnings.catch_warnings():
            # The bound here is below the one from which on Pillow warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(body), formats=[kind.pillow])
        _check_pixels(*image.size)
        _check_frames(*image.size, getattr(image, "n_frames", 1))
        image.load()
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except RefusedImage:
        raise
    except Exception as error:
        # Broken bytes can break Pillow's decoders in any way.
        raise RefusedImage(f"it is a broken {kind.pillow}: {error}") from error
    return ExaminedImage(type=kind, width=image.width, height=image.height)


def keep(body: bytes, ending: str, folder: Path) -> tuple[str, Path]:
    """Store an image under the hash of its content, once; gives back the hash and the file."""
    digest = hashlib.sha256(body).hexdigest()
    path = folder / f"{digest}{ending}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_bytes(body)
        unfinished.replace(path)
    return digest, path


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(f": {width} x {height}")


def _check_frames(width: int, height: int, frames: int) -> None:
    if width * height * frames > MOST_PIXELS_IN_ALL:
        limit = MOST_PIXELS_IN_ALL // MEGA
        raise RefusedImage(f"its {frames} frames have more than {limit} million pixels: {width} x {height} each")


def _too_many_pixels(size: str = "") -> RefusedImage:
    return RefusedImage(f"it has more than {MOST_PIXELS // MEGA} million pixels{size}")


def _webp_size(body: bytes) -> tuple[int, int]:
    """Width and height out of the first chunk: https://developers.google.com/speed/webp/docs/riff_container."""
    try:
        match body[12:16]:
            case b"VP8X":
                width, height = (int.from_bytes(body[start : start + 3], "little") + 1 for start in (24, 27))
                return width, height
            case b"VP8L":
                (bits,) = struct.unpack_from("<I", body, 21)
                return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
            case _:
                width, height = struct.unpack_from("<HH", body, 26)
                return width & 0x3FFF, height & 0x3FFF
    except struct.error as error:
        raise RefusedImage("it is a broken WEBP: it ends within its header") from error
