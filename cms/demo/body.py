"""Turns an article's Markdown into the HTML of its body."""

import re
from dataclasses import dataclass

from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_CONTAINER_TAG = re.compile(r"<(/?)(?:section|aside|div|table|figure)\b", re.IGNORECASE)
_FIRST_IMAGE = re.compile(r'<img[^>]*\bsrc="([^"]+)"')
_PROGRAM_LINK = re.compile(r'href="/program/([^/"]+)/"')

# A banner stands before this section: late enough to interrupt the reading, as banners do.
_BANNER_BEFORE_SECTION = 2


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the body that a table of contents can point to."""

    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Body:
    """An article's body, cut in two where a theme may put a banner; `opening + rest` is the whole."""

    opening: str
    rest: str
    sections: tuple[Heading, ...]

    @property
    def html(self) -> str:
        return self.opening + self.rest

    @property
    def first_image(self) -> str | None:
        found = _FIRST_IMAGE.search(self.html)
        return found[1] if found else None

    @property
    def program_slugs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_PROGRAM_LINK.findall(self.html)))


def render_body(markdown: str, *, anchors: bool) -> Body:
    """Render the Markdown; with `anchors` every heading gets an id."""
    tokens = _MARKDOWN.parse(markdown)
    section_starts = _section_starts(tokens)
    cut = section_starts[_BANNER_BEFORE_SECTION - 1] if len(section_starts) >= _BANNER_BEFORE_SECTION else len(tokens)
    if anchors:
        _give_anchors(tokens)
    return Body(
        opening=_MARKDOWN.renderer.render(tokens[:cut], _MARKDOWN.options, {}),
        rest=_MARKDOWN.renderer.render(tokens[cut:], _MARKDOWN.options, {}),
        sections=tuple(_heading(tokens, start) for start in section_starts),
    )


def _section_starts(tokens: list[Token]) -> list[int]:
    """Where the H2 headings stand that are not inside a raw HTML container."""
    starts = []
    open_containers = 0
    for position, token in enumerate(tokens):
        if token.type == "html_block":
            open_containers += sum(-1 if slash else 1 for slash in _CONTAINER_TAG.findall(token.content))
        elif token.type == "heading_open" and token.tag == "h2" and not open_containers:
            starts.append(position)
    return starts


def _give_anchors(tokens: list[Token]) -> None:
    taken: set[str] = set()
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = base = _heading(tokens, position).anchor
            number = 1
            while anchor in taken:
                number += 1
                anchor = f"{base}-{number}"
            taken.add(anchor)
            token.attrSet("id", anchor)


def _heading(tokens: list[Token], position: int) -> Heading:
    """The heading that opens at this position; its words are the inline token that follows."""
    words = tokens[position + 1].children or []
    text = "".join(word.content for word in words if word.type in {"text", "code_inline"}).strip()
    return Heading(anchor=str(tokens[position].attrGet("id") or slugify(text)), text=text)
