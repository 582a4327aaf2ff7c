"""What an image's bytes are, and which are not kept."""

from __future__ import annotations

import doctest
import io
import struct
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scraper import images
from scraper.images import RefusedImage, examine, keep
from tests.scraper.pictures import FORMATS, picture

GIF_FRAME = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"


def webp(chunk: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def gif(width: int, height: int, frames: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + GIF_FRAME * frames + b";"


@pytest.mark.parametrize("name", FORMATS)
def test_the_kinds_that_are_kept(name: str) -> None:
    found = examine(picture(name, 32, 24))
    assert (found.type.pillow, found.width, found.height) == (name, 32, 24)
    assert found.type.name == f"image/{name.lower()}"


@pytest.mark.parametrize("lossless", [False, True])
def test_the_size_of_every_kind_of_webp(lossless: bool) -> None:
    for mode in ("RGB", "RGBA"):
        body = io.BytesIO()
        Image.new(mode, (301, 7), 2 if mode == "RGB" else (9, 9, 9, 100)).save(body, "WEBP", lossless=lossless)
        assert images._webp_size(body.getvalue()) == (301, 7)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b"<html><p>Not found", "it is no image; kept are PNG, JPEG, GIF, WebP and AVIF"),
        (b'<?xml version="1.0"?><SVG onload="x()"></SVG>', "it is an SVG; kept are "),
        (b"BM" + b"\0" * 60, "it is no image"),
        (b"%PDF-1.7", "it is no image"),
        (picture("PNG", 64, 64)[:60], "it is a broken PNG: "),
        (picture("JPEG", 64, 64)[:-200], "it is a broken JPEG: "),
        (picture("WEBP", 64, 64)[:60], "it is a broken WEBP: "),
        (picture("AVIF", 64, 64)[:-20], "it is a broken AVIF: "),
        (b"RIFF\0\0\0\0WEBPVP8 ", "it is a broken WEBP: it ends within its header"),
        (b"\x89PNG\r\n\x1a\n<script>", "it is a broken PNG: "),
        (gif(8_000, 8_000, 1), "it has more than 50 million pixels: 8000 x 8000"),
        (gif(30_000, 30_000, 1), "it has more than 50 million pixels"),
        (gif(5_000, 5_000, 11), "its 11 frames have more than 250 million pixels: 5000 x 5000 each"),
        (
            webp(b"VP8X" + struct.pack("<IB", 10, 0) + b"\0\0\0" + b"\xfe\x3f\0" * 2),
            "it has more than 50 million pixels",
        ),
        (webp(b"VP8L" + struct.pack("<IB", 5, 0x2F) + b"\xff\xff\xff\x0f"), "it has more than 50 million pixels"),
    ],
)
def test_what_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(RefusedImage) as caught:
        examine(body)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("name", ["PNG", "GIF", "WEBP"])
def test_a_bomb_is_refused_before_it_takes_memory(name: str) -> None:
    body = picture(name, 9000, 9000) if name != "GIF" else gif(30_000, 30_000, 1)
    assert len(body) < 400_000
    tracemalloc.start()
    with pytest.raises(RefusedImage, match="more than 50 million pixels"):
        examine(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@given(name=st.sampled_from(FORMATS), place=st.integers(4, 400), junk=st.binary(max_size=60), cut=st.booleans())
@settings(max_examples=300, deadline=None)
def test_broken_bytes_are_an_image_or_refused(name: str, place: int, junk: bytes, cut: bool) -> None:
    """Whatever stands in the bytes, no other error comes out, and what is kept is within bounds."""
    body = picture(name, 16, 16)
    broken = body[:place] + junk + (b"" if cut else body[place + len(junk) :])
    try:
        found = examine(broken)
    except RefusedImage:
        return
    assert found.width * found.height <= images.MOST_PIXELS


def test_a_content_is_stored_once(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    first = keep(b"a", ".png", folder)
    stamp = first[1].stat().st_mtime_ns
    assert keep(b"a", ".png", folder) == first
    assert first[1].stat().st_mtime_ns == stamp
    assert first[1].name == f"{first[0]}.png"
    assert [each.read_bytes() for each in folder.iterdir()] == [b"a"]


def test_examples_in_the_docstrings_hold() -> None:
    results = doctest.testmod(images)
    assert results.attempted
    assert not results.failed
