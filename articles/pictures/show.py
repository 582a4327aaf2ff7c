"""An image of the library as HTML: its forms to choose from, and its size, so that nothing moves when it comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.pictures.forms import FORMATS, PLAIN, made_forms

SIZES = "(min-width: 44rem) 40rem, 92vw"
"""How wide a picture stands: as the column of text does, `--measure` in the site's style."""


def picture(image: Any, alt: str, *, is_first: bool) -> SafeString:
    """`is_first`: it opens the article, and is asked for at once. Every other one waits until a reader comes near."""
    forms = made_forms(image)
    plain = next((each for each in forms if each.filter_spec == PLAIN), image)
    attributes = {
        "src": plain.file.url,
        "width": str(plain.width),
        "height": str(plain.height),
        "alt": alt,
        **({"fetchpriority": "high"} if is_first else {"loading": "lazy"}),
    }
    sources = list(_sources(forms))
    if not sources:
        return format_html("<img{}>", flatatt(attributes))
    return format_html("<picture>{}<img{}></picture>", format_html_join("", "<source{}>", sources), flatatt(attributes))


def _sources(forms: list[Any]) -> Iterator[tuple[str]]:
    for name, kind in FORMATS.items():
        offered = [f"{each.url} {each.width}w" for each in forms if each.filter_spec.startswith(f"format-{name}|")]
        if offered:
            yield (flatatt({"type": kind, "srcset": ", ".join(offered), "sizes": SIZES}),)
