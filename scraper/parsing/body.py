"""The article's region, element by element, as pieces in page order. Walked without recursion: pages nest deep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from scraper.parsing.calls import call_from_container, call_from_paragraph
from scraper.parsing.clean import clean_inline, clean_prose
from scraper.parsing.media import embed_piece, figure_pieces, image_piece, video_piece
from scraper.parsing.pieces import DEFINITIONS, HEADING, LIST, QUESTION, TEXT, Piece
from scraper.parsing.quotes import quote_piece
from scraper.parsing.soup import MEDIA, attribute, find_all, holds, inner_html, make_soup, names_of, words_of
from scraper.parsing.spans import plain
from scraper.parsing.tables import is_layout, table_piece
from scraper.parsing.tree import BLOCKS

HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""A second H1 in the text is one of its sections."""
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
CALL_NAMES = re.compile(r"(?:^|[\s_-])(cta|call-?to-?action|callout-cta)(?:$|[\s_-])")
PARAGRAPH_BREAK = re.compile(r"(?:<br>\s*){2,}")
AS_PARAGRAPH = re.compile(r"<(/?)(?:div|section|h[1-6]|td|th|tr|dd|dt|figcaption|blockquote)\b[^>]*>", re.IGNORECASE)
OPENING = frozenset(["h2", "h3", "h4", "h5", "h6", "table", "iframe", "figure", "blockquote"])
SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "hr", "button", "input", "select", "textarea"})


def read_body(html: str, base: str) -> list[Piece]:
    """All pieces of the region."""
    return list(_walk(make_soup(html), base))


def _walk(root: Tag, base: str) -> Iterator[Piece]:
    stack: list[Iterator[PageElement]] = [iter(list(root.contents))]
    line: list[PageElement] = []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            yield from _paragraphs(line, base)
            stack.pop()
        elif not isinstance(node, Tag):
            if type(node) is NavigableString:
                line.append(node)
        elif node.name in INLINE and (node.name == "br" or not holds(node, BLOCKS)):
            line.append(node)
        elif node.name not in SKIPPED:
            yield from _paragraphs(line, base)
            pieces = _element(node, base)
            if pieces is None:
                stack.append(iter(list(node.contents)))
            else:
                yield from pieces


def _element(tag: Tag, base: str) -> list[Piece] | None:
    """The pieces of an element that is known as a whole; None for a container, which is opened."""
    name = tag.name
    if CALL_NAMES.search(names_of(tag)) and (call := call_from_container(tag, base)) is not None:
        return [call]
    if name in HEADINGS:
        return _heading(tag, base)
    if name == "p":
        return _paragraph(tag, base)
    if name in ("ul", "ol"):
        return _list(tag, base)
    if name == "table":
        return None if is_layout(tag) else [table_piece(tag, base)]
    if name == "figure":
        return figure_pieces(tag, base)
    if name in ("img", "picture"):
        image = image_piece(tag, base)
        return [image] if image else []
    if name == "iframe":
        embed = embed_piece(tag, base)
        return [embed] if embed else []
    if name in ("video", "audio"):
        video = video_piece(tag, base)
        return [video] if video else []
    if name == "blockquote":
        return [quote_piece(tag, base)]
    if name == "dl":
        return _definitions(tag, base)
    if name == "details":
        return _details(tag, base)
    if name == "pre":
        code = clean_inline(inner_html(tag).strip("\n").replace("\n", "<br>"), base)
        bare_code = re.sub(r"</?code>", "", code)
        return [Piece(kind=TEXT, html=f"<code>{bare_code}</code>", text=plain(bare_code))] if bare_code else []
    return None


def _paragraphs(line: list[PageElement], base: str) -> Iterator[Piece]:
    """Loose text and inline elements as paragraphs; the line is emptied."""
    html = "".join(
        node.decode() if isinstance(node, Tag) else node.output_ready("minimal")
        for node in line
        if isinstance(node, Tag | NavigableString)
    )
    line.clear()
    if html.strip():
        yield from _texts(html, base)


def _texts(html: str, base: str) -> Iterator[Piece]:
    for part in PARAGRAPH_BREAK.split(clean_inline(html, base)):
        part = part.strip().removesuffix("<br>").strip()
        if part and (text := plain(part)):
            yield Piece(kind=TEXT, html=part, text=text)


def _heading(tag: Tag, base: str) -> list[Piece]:
    images = [piece for each in find_all(tag, "img") if (piece := image_piece(each, base))]
    text = words_of(tag)
    if not text:
        return images
    anchor = attribute(tag, "id") or next((attribute(each, "id") for each in tag.find_all(id=True)), "")
    html = clean_inline(inner_html(tag), base)
    return [*images, Piece(kind=HEADING, level=HEADINGS[tag.name], text=text, html=html, anchor=anchor)]


def _paragraph(tag: Tag, base: str) -> list[Piece] | None:
    if holds(tag, BLOCKS - MEDIA):
        return None
    media: list[Piece | None] = [image_piece(each, base) for each in find_all(tag, "img")]
    media += [embed_piece(each, base) for each in find_all(tag, "iframe")]
    texts = list(_texts(inner_html(tag), base))
    if len(texts) == 1 and (call := call_from_paragraph(texts[0].html)) is not None:
        texts = [call]
    return [*(each for each in media if each), *texts]


def _list(tag: Tag, base: str) -> list[Piece] | None:
    """A list; one that holds headings or tables is layout, and is opened."""
    if holds(tag, OPENING):
        return None
    images = [piece for each in find_all(tag, "img") if (piece := image_piece(each, base))]
    html = clean_prose(tag.decode(), base)
    text = plain(html)
    return [*images, Piece(kind=LIST, html=html, text=text)] if text else list(images)


def _definitions(tag: Tag, base: str) -> list[Piece] | None:
    if tag.find(["dl", "figure", "table", "img", "iframe"]) is not None:
        return None
    entries: list[tuple[str, str]] = []
    for each in tag.find_all(["dt", "dd"]):
        if each.name == "dt":
            entries.append((clean_inline(inner_html(each), base), ""))
        else:
            html = _as_prose(each, base)
            term, before = entries.pop() if entries else ("", "")
            entries.append((term, before + html))
    entries = [(term, html) for term, html in entries if term or html]
    text = "\n".join(f"{plain(term)}\n{plain(html)}" for term, html in entries)
    return [Piece(kind=DEFINITIONS, entries=tuple(entries), text=text)] if entries else []


def _details(tag: Tag, base: str) -> list[Piece] | None:
    """A folded answer; one that folds others is a container, and is opened."""
    summary = tag.find("summary")
    if not isinstance(summary, Tag) or tag.find("details") is not None or not (question := words_of(summary)):
        return None
    summary.extract()
    return [Piece(kind=QUESTION, entries=((question, _as_prose(tag, base)),), text=question)]


def _as_prose(tag: Tag, base: str) -> str:
    """Everything inside as paragraphs and lists; not walked again, so that nesting cannot recurse."""
    html = clean_prose(AS_PARAGRAPH.sub(r"<\1p>", inner_html(tag)), base)
    return html if not html or html.startswith(("<p>", "<ul>", "<ol>")) else clean_prose(f"<p>{html}", base)
