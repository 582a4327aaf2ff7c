"""Markdown captures, as reader tools save pages: told from HTML, and turned into HTML for the one parser."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from markdown_it import MarkdownIt

from scraper.parsing.pandoc import finish, is_pandoc, to_plain_markdown

HTML_PAGE = re.compile(r"<(!doctype|html|head|body|meta|title)\b", re.IGNORECASE)
HTML_BLOCK = re.compile(r"<(div|section|article|main|header|h1|p|ul)\b", re.IGNORECASE)
MARKDOWN_SIGN = re.compile(r"^(#{1,6}\s+\S|.{1,200}\n=+\s*$)|\[[^\[\]\n]{0,300}\]\(\s?<?\S{1,2000}?\)", re.MULTILINE)
HEADER_LINE = re.compile(r"^([A-Za-z][A-Za-z _-]{1,20}):\s+(.+)$")
HEADER_NAMES = frozenset(
    [
        "title",
        "url",
        "source",
        "canonical",
        "link",
        "published",
        "time",
        "date",
        "author",
        "description",
        "lang",
        "language",
    ]
) | {"url source", "published time", "markdown content"}
NOT_PROSE = re.compile(r"^(\s|[-*+]\s|\d{1,3}[.)]\s|>|\||#{1,6}\s|```|~~~|<|[-=*_]{3,}\s*$)")
"""Beginnings of lines that Markdown itself tells apart."""
WRAP_WIDTH = range(55, 121)
"""Widths at which editors wrap lines."""


def is_capture(text: str) -> bool:
    """Whether a saved page is Markdown rather than HTML."""
    if HTML_PAGE.search(text[:5000]):
        return False
    return bool(MARKDOWN_SIGN.search(text)) and len(HTML_BLOCK.findall(text[:20000])) < 3


def capture_to_html(text: str) -> str:
    """The capture as an HTML page; its header lines become the page's head."""
    header, body = front_matter(text)
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    if is_pandoc(body):
        rendered = finish(markdown.render(to_plain_markdown(body)))
    else:
        rendered = markdown.render(_one_line_a_block(body))
    head = ""
    if title := header.get("title"):
        head += f"<title>{html.escape(title)}</title>"
    if author := header.get("author"):
        head += f'<meta name="author" content="{html.escape(author)}">'
    if date := header.get("published time") or header.get("date"):
        head += f'<meta property="article:published_time" content="{html.escape(date)}">'
    if description := header.get("description"):
        head += f'<meta name="description" content="{html.escape(description)}">'
    language = f' lang="{html.escape(header["lang"])}"' if "lang" in header else ""
    return f"<html{language}><head>{head}</head><body>{rendered}</body></html>"


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The "Name: value" lines that some tools write above a capture, names in lower case, and the rest."""
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    found: dict[str, str] = {}
    fenced = bool(lines) and lines[0].strip() == "---"
    taken = 1 if fenced else 0
    last = ""
    for line in lines[taken:]:
        match = HEADER_LINE.match(line)
        if match and (match[1].lower() in HEADER_NAMES or fenced):
            last = match[1].lower()
            found[last] = _value(match[2])
        elif fenced and last and line.startswith(("  ", "\t")) and line.strip():
            found[last] = f"{found[last]} {_value(line)}"
        elif (fenced and line.strip() == "---") or line.strip().lower() == "markdown content:":
            taken += 1
            break
        elif (line.strip() and not fenced) or (not line.strip() and not found):
            break
        taken += 1
    return (found, "\n".join(lines[taken:])) if found else ({}, "\n".join(lines))


def _value(text: str) -> str:
    """A header's value without its quotes and escapes."""
    return re.sub(r"\\+([|\[\]*_#])", r"\1", text.strip().strip("\"'"))


def _one_line_a_block(text: str) -> str:
    """Many tools write each paragraph on one line, with no blank line between two: part them.

    A text that was wrapped at some width is left as it is.
    """
    lines = text.splitlines()
    pairs = [(one, other) for one, other in pairwise(lines) if _prose(one) and _prose(other)]
    wrapped = sum(len(one) in WRAP_WIDTH and not one.rstrip().endswith((".", "!", "?", ":")) for one, _ in pairs)
    if pairs and wrapped * 2 > len(pairs):
        return text
    parted: list[str] = []
    fence = False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fence = not fence
        if parted and not fence and _prose(line) and parted[-1].strip():
            parted.append("")
        parted.append(line)
    return "\n".join(parted)


def _prose(line: str) -> bool:
    return bool(line.strip()) and not NOT_PROSE.match(line)
