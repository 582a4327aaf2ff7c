"""An article as Markdown with front matter, for people and for other programs. Pure.

The front matter is JSON, which is YAML too: whatever stands in a title, every reader of YAML gets it back as it was.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from articles.keeping.portable.lines import Line

LONGEST_NAME = 200
"""Bytes of a file's name; file systems take 255, with the ending."""
OUTSIDE = "_"
"""Folder of pages that do not stand below the site's home."""
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
AT_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def file_of(address: str, *, is_draft: bool = False) -> str:
    """The path of an article's file: its address below the site."""
    parts = [part for part in address.strip("/").split("/") if part] or ["index"]
    names = [_short(part) for part in ([OUTSIDE, *parts] if address.startswith("//") else parts)]
    return "/".join(names) + (".draft.md" if is_draft else ".md")


def _short(name: str) -> str:
    raw = name.encode()
    if len(raw) <= LONGEST_NAME:
        return name
    return f"{raw[: LONGEST_NAME - 9].decode(errors='ignore')}-{hashlib.sha256(raw).hexdigest()[:8]}"


def as_markdown(line: Line, content: Line, source: str | None, *, is_draft: bool = False) -> str:
    """One side of an article's line."""
    state = "draft" if is_draft or not line["live"] else "live"
    front = {
        "title": content["title"],
        "address": line["address"],
        "state": state,
        "private": line["private"],
        "source": source,
        "authors": [{"name": each["name"], "role": each["role"]} for each in content["authors"]],
        **{name: content[name] for name in ("published", "updated", "first_published", "areas_of_study", "topics")},
        "summary": content["summary"],
        "programs": [{"name": each["name"], "url": each["url"]} for each in content["programs"]],
        "figures": [each["text"] for each in content["figures"]],
        "citations": [each["url"] for each in content["citations"]],
        "related": [each["title"] or each["related_page"] for each in content["related"]],
    }
    said = json.dumps(front, ensure_ascii=False, indent=1)
    return f"---\n{said}\n---\n\n" + "\n\n".join(_parts(content)) + "\n"


def _parts(content: Line) -> Iterator[str]:
    yield f"# {plain(content['title'])}"
    has_place = False
    for block in content["body"]:
        if block["type"] == "roles":
            has_place = True
            yield from _roles(content["roles"])
        elif said := block_as_markdown(block["type"], block["value"]):
            yield said
    if not has_place:
        yield from _roles(content["roles"])
    if content["editors_note"]:
        yield quoted(markdown_of(content["editors_note"]))


def _roles(roles: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for role in roles:
        yield f"### {plain(role['title'])}"
        if said := markdown_of(role["html"]):
            yield said
        if role["facts"]:
            yield "\n".join(f"- {plain(each['label'])}: {plain(each['text'])}" for each in role["facts"])


def block_as_markdown(kind: str, value: Any) -> str:
    """A block of a body as the database keeps it; empty for the place of the roles."""
    match kind:
        case "heading":
            return f"{'#' * int(value.get('level') or 2)} {plain(value.get('text'))}"
        case "rich_text":
            return markdown_of(value)
        case "image":
            words = f"![{plain(value.get('alt'))}]({target(value.get('src') or value.get('image') or '')})"
            below = " — ".join(filter(None, [plain(value.get("caption")), plain(value.get("credit"))]))
            return f"{words}\n\n{below}" if below else words
        case "table":
            return _table(value)
        case "quote":
            said = quoted(markdown_of(value.get("html")))
            return f"{said}\n>\n> — {plain(value['attribution'])}" if value.get("attribution") else said
        case "embed":
            return f"<{target(value.get('url'))}>"
        case "call_to_action":
            return "\n\n".join(
                filter(None, [plain(value.get("text")), f"[{plain(value.get('label'))}]({target(value.get('url'))})"])
            )
        case "key_points":
            return "\n".join(f"- {_one_line(markdown_of(each))}" for each in _items(value.get("items")))
        case "faq":
            return "\n\n".join(
                f"**{plain(each.get('question'))}**\n\n{markdown_of(each.get('answer_html'))}"
                for each in _items(value.get("items"))
            )
    return ""


def _table(value: Mapping[str, Any]) -> str:
    header = [plain(each) for each in _items(value.get("header"))]
    rows = [[_one_line(markdown_of(cell)) for cell in _items(row)] for row in _items(value.get("rows"))]
    width = max([len(header), *map(len, rows)], default=0)
    if not width:
        return ""
    lines = [_row(header, width), _row(["---"] * width, width), *(_row(row, width) for row in rows)]
    caption = plain(value.get("caption"))
    return "\n".join(lines) + (f"\n\n{caption}" if caption else "")


def _row(cells: Sequence[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def _items(items: Any) -> list[Any]:
    """The values of list items, in the form that has ids and in the older one."""
    return [
        each["value"] if isinstance(each, Mapping) and each.get("type") == "item" and "value" in each else each
        for each in items or []
    ]


def markdown_of(text: Any) -> str:
    """Rich text of the hub's features; whatever else there is stays as its words."""
    if not isinstance(text, str) or not text.strip():
        return ""
    return "\n\n".join(filter(None, _blocks(fragment_fromstring(text, create_parent="div"), "")))


def _blocks(element: HtmlElement, indent: str) -> Iterator[str]:
    run = _words(element.text)
    for child in element:
        if child.tag in ("p", "div", "ul", "ol"):
            yield run.strip()
            run = ""
            if child.tag in ("ul", "ol"):
                yield _list(child, indent)
            else:
                yield from (
                    _blocks(child, indent) if len(child.cssselect("p, ul, ol, div")) else [_inline(child).strip()]
                )
        else:
            run += _element(child)
        run += _words(child.tail)
    yield run.strip()


def _list(element: HtmlElement, indent: str) -> str:
    lines = []
    for number, item in enumerate(element.iterchildren("li"), start=1):
        mark = "-" if element.tag == "ul" else f"{number}."
        said = "".join([_words(item.text), *(_of_item(child) for child in item)]).strip()
        lines.append(f"{indent}{mark} {said}")
        lines += [_list(child, f"{indent}    ") for child in item if child.tag in ("ul", "ol")]
    return "\n".join(lines)


def _of_item(child: HtmlElement) -> str:
    return _words(child.tail) if child.tag in ("ul", "ol") else _element(child) + _words(child.tail)


def _inline(element: HtmlElement) -> str:
    return "".join([_words(element.text), *(_element(child) + _words(child.tail) for child in element)])


def _element(element: HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return ""
    if element.tag == "br":
        return "  \n"
    if element.tag == "code":
        return f"`{element.text_content()}`"
    said = _inline(element)
    if mark := MARKS.get(element.tag):
        return f"{mark}{said.strip()}{mark}" if said.strip() else said
    if element.tag == "a":
        return f"[{said}]({target(element.get('href') or element.get('address') or '')})"
    if element.tag in ("sup", "sub"):
        return f"<{element.tag}>{said}</{element.tag}>"
    return said


def _words(text: str | None) -> str:
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text)) if text else ""


def plain(text: Any) -> str:
    """A plain text, on one line, in which nothing is markup."""
    return AT_START.sub(r"\1\\\2", _words(html.unescape(str(text or ""))).strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def target(address: Any) -> str:
    return str(address or "").replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace(">", "%3E")
