"""The article's region, element by element, as pieces in page order. Walked without recursion: pages nest deep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.parsing.calls import call_from_button, call_from_container, call_from_paragraph
from scraper.parsing.clean import Content, clean_blocks, clean_code, clean_inline, clean_paragraphs, clean_prose
from scraper.parsing.grouping import key_points_list
from scraper.parsing.lines import Held
from scraper.parsing.media import embed_piece, figure_pieces, image_piece, video_piece
from scraper.parsing.pieces import DEFINITIONS, HEADING, LIST, QUESTION, TEXT, Piece
from scraper.parsing.quotes import quote_piece
from scraper.parsing.soup import MEDIA, Node, Tag, attribute, holds, make_soup, names_of, tags_in, words_of
from scraper.parsing.spans import plain
from scraper.parsing.tables import is_layout, table_piece
from scraper.parsing.tree import BLOCKS, INLINE, Element

HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""A second H1 in the text is one of its sections."""
CALL_NAMES = re.compile(r"(?:^|[\s_-])(cta|call-?to-?action|callout-cta)(?:$|[\s_-])")
OPENING = frozenset(["h2", "h3", "h4", "h5", "h6", "table", "iframe", "figure", "blockquote"])
OPENING_PARAGRAPH = BLOCKS - MEDIA
"""A paragraph that holds any of these is a container."""
SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "hr", "button", "input", "select", "textarea"})


def read_body(region: Element, base: str, held: Held | None = None) -> list[Piece]:
    """All pieces of the region; `held` is what is known of its elements."""
    return list(_walk(make_soup(region, held), base))


def _walk(root: Tag, base: str) -> Iterator[Piece]:
    stack: list[Iterator[Node]] = [iter(list(root.contents))]
    line: list[Node] = []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            yield from _paragraphs(line, base)
            stack.pop()
        elif isinstance(node, str) or (node.name in INLINE and (node.name == "br" or not holds(node, BLOCKS))):
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
    if _calls_itself_a_call(tag) and (call := call_from_container(tag, base)) is not None:
        return [call]
    if name in ("p", "div", "section") and (call := call_from_button(tag, base)) is not None:
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
        code = clean_code(tag, base)
        bare_code = re.sub(r"</?code>", "", code)
        return [Piece(kind=TEXT, html=f"<code>{bare_code}</code>", text=plain(bare_code))] if bare_code else []
    return None


def _calls_itself_a_call(tag: Tag) -> bool:
    names = names_of(tag)
    return ("cta" in names or "call" in names) and CALL_NAMES.search(names) is not None


def _paragraphs(line: list[Node], base: str) -> Iterator[Piece]:
    """Loose text and inline elements as paragraphs; the line is emptied."""
    for node in line:
        if not isinstance(node, str) or not node.isspace():
            yield from _texts(list(line), base)
            break
    line.clear()


def _texts(content: Content, base: str) -> Iterator[Piece]:
    for part in clean_paragraphs(content, base):
        if part and (text := plain(part)):
            yield Piece(kind=TEXT, html=part, text=text)


def _heading(tag: Tag, base: str) -> list[Piece]:
    images = [piece for each in tag.find_all("img") if (piece := image_piece(each, base))]
    text = words_of(tag)
    if not text:
        return images
    anchor = attribute(tag, "id") or next((attribute(each, "id") for each in tags_in(tag) if each.attrs.get("id")), "")
    html = clean_inline(tag, base)
    return [*images, Piece(kind=HEADING, level=HEADINGS[tag.name], text=text, html=html, anchor=anchor)]


def _paragraph(tag: Tag, base: str) -> list[Piece] | None:
    if holds(tag, OPENING_PARAGRAPH):
        return None
    texts = list(_texts(tag, base))
    if len(texts) == 1 and (call := call_from_paragraph(texts[0].html)) is not None:
        texts = [call]
    if not holds(tag, MEDIA):
        return texts
    media = [image_piece(each, base) for each in tag.find_all("img")]
    media += [embed_piece(each, base) for each in tag.find_all("iframe")]
    return [*(each for each in media if each), *texts]


def _list(tag: Tag, base: str) -> list[Piece] | None:
    """A list; one that holds headings or tables is layout, and is opened."""
    if holds(tag, OPENING):
        return None
    images = [piece for each in tag.find_all("img") if (piece := image_piece(each, base))]
    html = clean_prose([tag], base)
    text = plain(html)
    return key_points_list(tag, [*images, Piece(kind=LIST, html=html, text=text)]) if text else list(images)


def _definitions(tag: Tag, base: str) -> list[Piece] | None:
    if holds(tag, ("dl", "figure", "table", "img", "iframe")):
        return None
    entries: list[tuple[str, str]] = []
    for each in tag.find_all(["dt", "dd"]):
        if each.name == "dt":
            entries.append((clean_inline(each, base), ""))
        else:
            html = clean_blocks(each, base)
            term, before = entries.pop() if entries else ("", "")
            entries.append((term, before + html))
    entries = [(term, html) for term, html in entries if term or html]
    text = "\n".join(f"{plain(term)}\n{plain(html)}" for term, html in entries)
    return [Piece(kind=DEFINITIONS, entries=tuple(entries), text=text)] if entries else []


def _details(tag: Tag, base: str) -> list[Piece] | None:
    """A folded answer; one that folds others is a container, and is opened."""
    summary = tag.find("summary")
    if summary is None or tag.find("details") is not None or not (question := words_of(summary)):
        return None
    summary.extract()
    return [Piece(kind=QUESTION, entries=((question, clean_blocks(tag, base)),), text=question)]
