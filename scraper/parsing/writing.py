"""The HTML of the record, written anew: words escaped, a few elements alone, none of their attributes but addresses.

Start tags are written only when words follow, so that nothing empty comes out, and white space only between words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.parsing.addresses import absolute
from scraper.parsing.soup import Node, Tag, attribute
from scraper.parsing.tree import BLOCKS
from scraper.parsing.words import scrub

INLINE = {
    "a": "a",
    "b": "b",
    "i": "i",
    "code": "code",
    "sup": "sup",
    "sub": "sub",
    "strong": "b",
    "em": "i",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "cite": "i",
}
"""Inline elements and what they are written as."""
PROSE = frozenset(["p", "ul", "ol", "li"])
AS_PARAGRAPH = frozenset(
    ["div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "dd", "dt", "figcaption"]
) | {"blockquote"}
DROPPED_WITH_WORDS = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "applet", "textarea",
        "select", "title", "noembed", "noframes", "xmp", "plaintext",
    ]
)  # fmt: skip
MOST_NESTED = 32
"""Lists within lists; deeper ones lose their markup, not their words, so that no reader of the HTML has to recurse."""
PARAGRAPH_END = "\n"
"""Stands between paragraphs on their way out; folded text holds no line break."""

INDENT = "\N{NO-BREAK SPACE}"
"""What code is indented by, that no reader of the HTML folds it."""
DEEPEST = 40
"""Characters of indentation."""


def escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text


class _Open:
    """An element of the source that is written: as what, and whether its start is out yet."""

    __slots__ = ("name", "out", "start")

    def __init__(self, name: str, start: str) -> None:
        self.name, self.start, self.out = name, start, False


class Writer:
    """Writes start tags only when words follow, so that nothing empty comes out, and white space only between words."""

    def __init__(
        self,
        base: str,
        *,
        prose: bool = False,
        wrapping: bool = False,
        lines: bool = False,
        preserved: bool = False,
        parted: bool = False,
    ) -> None:
        self.base, self.prose, self.wrapping, self.parted = base, prose, wrapping, parted
        self.lines, self.preserved = lines, preserved
        self.written: list[str] = []
        self.blocks: list[_Open] = []
        self.inlines: list[_Open] = []
        self.wrapped = False
        self.fresh, self.space, self.breaks = True, False, 0
        self.indent = 0
        """White space at the beginning of a line of preserved text."""

    def write(self, nodes: Iterable[Node]) -> str:
        """All of it, without recursion: pages nest deep."""
        stack: list[tuple[Iterator[Node], _Open | None, bool]] = [(iter(nodes), None, False)]
        while stack:
            node = next(stack[-1][0], None)
            if node is None:
                _, opened, breaking = stack.pop()
                if opened is not None:
                    self._close(opened)
                elif breaking:
                    self._boundary()
            elif isinstance(node, str):
                self._text(node)
            else:
                name = node.name
                if name == "br":
                    self.breaks += 1
                elif name not in DROPPED_WITH_WORDS:
                    opened = self._open(node, name)
                    breaking = opened is None and name in BLOCKS
                    if breaking:
                        self._boundary()
                    if node.contents:
                        stack.append((iter(node.contents), opened, breaking))
                    elif opened is not None:
                        self._close(opened)
        self._end_wrapped()
        return "".join(self.written)

    def _open(self, tag: Tag, name: str) -> _Open | None:
        """What an element is written as; None where only its words pass."""
        written = INLINE.get(name)
        if written is not None:
            start = f"<{written}>"
            if written == "a":
                target = absolute(attribute(tag, "href"), self.base)
                if target is None:
                    return None
                start = f'<a href="{escaped(target).replace(chr(34), "&quot;")}">'
            if any(each.name == written for each in self.inlines):
                return None
            opened = _Open(written, start)
            self.inlines.append(opened)
            return opened
        if not self.prose or len(self.blocks) >= MOST_NESTED:
            return None
        if name not in PROSE:
            if not self.wrapping or name not in AS_PARAGRAPH:
                return None
            name = "p"
        self._end_line()
        if self.blocks and _ends(self.blocks[-1].name, name) and self.blocks[-1].out:
            self.written.append(f"</{self.blocks[-1].name}>")
            self.blocks[-1].out = False
        opened = _Open(name, f"<{name}>")
        self.blocks.append(opened)
        return opened

    def _close(self, opened: _Open) -> None:
        if opened.name in PROSE:
            self._end_line()
            self.blocks.pop()
        else:
            self.inlines.pop()
        if opened.out:
            self.written.append(f"</{opened.name}>")

    def _boundary(self) -> None:
        """The edge of a block that is not written."""
        if self.lines:
            self.breaks = max(self.breaks, 1)
        else:
            self.space = True

    def _end_line(self) -> None:
        for each in reversed(self.inlines):
            if each.out:
                self.written.append(f"</{each.name}>")
                each.out = False
        self._end_wrapped()
        self.fresh, self.space, self.breaks = True, False, 0

    def _end_wrapped(self) -> None:
        if self.wrapped:
            self.written.append("</p>")
            self.wrapped = False

    def _text(self, text: str) -> None:
        if self.preserved and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.breaks, self.indent = self.breaks + 1, 0
                self._text(line)
            return
        if self.preserved and (self.fresh or self.breaks):
            shown = text.expandtabs(4)
            self.indent = min(self.indent + len(shown) - len(shown.lstrip()), DEEPEST)
        words = " ".join(text.split())
        if not words.isprintable():
            words = scrub(words)
        if not words:
            self.space = self.space or bool(text)
            return
        if text[0].isspace():
            self.space = True
        self._start_line()
        if self.indent:
            self.written.append(INDENT * self.indent)
            self.indent = 0
        self.written.append(escaped(words))
        self.space = text[-1].isspace()

    def _start_line(self) -> None:
        """What has to stand before the next words: a break or a space, and the starts that wait."""
        written = self.written
        waiting = [each for each in self.inlines if not each.out]
        if not self.fresh:
            if self.breaks > 1 and self.parted:
                for each in reversed(self.inlines):
                    if each.out:
                        written.append(f"</{each.name}>")
                        each.out = False
                waiting = self.inlines
                written.append(PARAGRAPH_END)
            elif self.breaks:
                written.append("<br>" * min(self.breaks, 2))
            else:
                if waiting and waiting[0].name in ("b", "i") and written and written[-1] == f"</{waiting[0].name}>":
                    written.pop()  # "</b> <b>" is one bold stretch
                    waiting.pop(0).out = True
                if self.space:
                    written.append(" ")
        self.fresh, self.space, self.breaks = False, False, 0
        if self.blocks:
            for place, each in enumerate(self.blocks):
                inner = self.blocks[place + 1].name if place + 1 < len(self.blocks) else ""
                if not each.out and not _ends(each.name, inner):
                    written.append(each.start)
                    each.out = True
        elif self.wrapping and not self.wrapped:
            written.append("<p>")
            self.wrapped = True
        for each in waiting:
            written.append(each.start)
            each.out = True


def _ends(outer: str, inner: str) -> bool:
    """Whether a block cannot hold the other: a paragraph holds no block, an item no item."""
    return bool(inner) and (outer == "p" or (outer == "li" and inner == "li"))
