"""Every reason that the crawl and the sync can give, found in their code: a new one cannot be overlooked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
NAME = "reason"
"""Arguments and variables of this name hold one; functions whose name ends so give one back."""
ERRORS = {
    "ParseError": ("the page ",),
    # What leads and what redirects, which is all that is put in at its front.
    "RefusedAddress": ("it leads", "it redirects"),
    **dict.fromkeys(("RejectedPage", "HostWantsRest", "RulesUnknown", "DocumentError", "UnreadableResponse"), ("",)),
    **dict.fromkeys(("NotWaiting", "PartNotFound", "UnreadableRecord"), ("",)),
}
"""Errors whose message becomes one, behind these words."""
SHOWN_AS_THEY_ARE = ("scraper/images.py", "scraper/spiders/images.py", "articles/sync/image_library.py")
"""What is said of images."""
SOME = "X"
"""What stands in place of a value."""
HANDED_ON = {f"it {SOME}", f"the page {SOME}"}
"""What an error says that is looked at where it is raised."""


def reasons_said() -> set[str]:
    """Written out, each sentence by itself, with `SOME` for whatever is put in."""
    paths = [path for folder in ("scraper", "articles/sync") for path in (ROOT / folder).rglob("*.py")]
    whole = {
        text
        for path in paths
        if path.relative_to(ROOT).as_posix() not in SHOWN_AS_THEY_ARE
        for text in _of_module(ast.parse(path.read_text(encoding="utf-8")))
    }
    sentences = {each.lstrip(": ") for text in whole for each in text.split("; ")}
    return {each for each in sentences if " " in each} - HANDED_ON


def _of_module(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[message]) if name in ERRORS:
                yield from (front + _behind(front, text) for text in _texts(message) for front in ERRORS[name])
            case ast.keyword(arg=name, value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield from _texts(value) if name == NAME else ()
            case ast.FunctionDef(name=name) if name.endswith(NAME) and name != "private_reason":
                returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)
                yield from (text for value in returned for text in _texts(value))


def _behind(front: str, text: str) -> str:
    return text.removeprefix(SOME) if front.startswith("it ") else text


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else SOME for each in values)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from (*_texts(one), *_texts(other))
        case ast.BoolOp(values=values):
            yield from (text for each in values for text in _texts(each))
        case ast.Call(func=ast.Name(id="private_reason")):
            yield f"{SOME} to a private address, which this source does not allow: {SOME}"
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]):
            yield from _texts(default)
