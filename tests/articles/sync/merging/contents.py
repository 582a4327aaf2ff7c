"""Contents and edits of them for property tests: words that are told apart, on every kind of part."""

from __future__ import annotations

import copy
import itertools
import json
import re
from typing import Any

from hypothesis import strategies as st

WORD = re.compile(r"[a-z]+\d+")
Content = dict[str, Any]


def paragraph(word: str) -> str:
    return f"<p>{word} stands here</p>"


def item(word: str, key: str) -> dict[str, Any]:
    return {"type": "item", "value": paragraph(word), "id": key}


def block(word: str, number: int, kind: str = "rich_text") -> dict[str, Any]:
    values: dict[str, Any] = {
        "rich_text": paragraph(word) + paragraph(f"{word}second"),
        "heading": {"level": "2", "text": word, "anchor": word},
        "quote": {"html": paragraph(word), "attribution": f"by {word}"},
        "key_points": {"items": [item(f"{word}{each}", f"{number}-{each}") for each in "ab"]},
        "roles": None,
    }  # fmt: skip
    return {"type": kind, "value": values[kind], "id": f"block-{number}"}


def role(word: str) -> dict[str, Any]:
    return {"role_id": 1, "title": f"Role {word}", "html": paragraph(word), "section": "Jobs", "facts": []}


def content() -> Content:
    return {
        "title": "title0",
        "published": "2024-07-25",
        "updated": None,
        "first_published": "",
        "summary": "summary0",
        "search_description": "summary0",
        "editors_note": "",
        "areas_of_study": [1, 2],
        "topics": [3],
        "authors": [{"author_id": 1, "name": "Mara", "role": "author"}],
        "roles": [role("alpha0"), role("beta0")],
        "figures": [],
        "citations": [{"url": "https://a.example/", "text": "text0", "claim": "claim0", "accessed": None}],
        "programs": [],
        "related": [],
        "body": [block(f"base{each}", each, kind) for each, kind in enumerate(KINDS)],
    }


KINDS = ("rich_text", "heading", "rich_text", "quote", "key_points", "rich_text", "roles")
EDITS = (
    "title", "summary", "note", "add term", "drop term", "add role", "drop role", "edit role", "rename role",
    "move role", "edit citation", "add citation", "add block", "drop block", "edit block", "move block",
    "add paragraph", "edit paragraph", "drop paragraph", "edit item", "add item",
)  # fmt: skip
edits = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 11), st.integers(0, 11)), max_size=6)


class Writer:
    """One side: makes edits, each with a word that nobody wrote before."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.numbers = itertools.count(1)

    def word(self) -> str:
        return f"{self.name}{next(self.numbers)}"

    def edit(self, content: Content, changes: list[tuple[str, int, int]]) -> Content:
        new = copy.deepcopy(content)
        for what, one, other in changes:
            self._edit(new, what, one, other)
        return new

    def _edit(self, new: Content, what: str, one: int, other: int) -> None:
        word = self.word()
        body, roles = new["body"], new["roles"]
        texts = [each for each in body if each["type"] == "rich_text"]
        match what:
            case "title" | "summary":
                new[what] = word
            case "note":
                new["editors_note"] = paragraph(word)
            case "add term":
                new["areas_of_study"] = [*new["areas_of_study"], *({10 + one} - set(new["areas_of_study"]))]
            case "drop term":
                del new["areas_of_study"][one : one + 1]
            case "add role":
                roles.insert(one % (len(roles) + 1), role(word))
            case "add citation":
                new["citations"].append(
                    {"url": f"https://{word}.example/", "text": word, "claim": "", "accessed": None}
                )
            case "edit citation":
                for each in new["citations"][:1]:
                    each["claim"] = word
            case "add block":
                body.insert(one % (len(body) + 1), {**block(word, 0), "id": f"new-{word}"})
            case _ if "role" in what and roles:
                self._edit_role(roles, what, one % len(roles), other % len(roles), word)
            case "drop block" if body:
                del body[one % len(body)]
            case "move block" if body:
                body.insert(other % len(body), body.pop(one % len(body)))
            case "edit block" if body:
                _replace(body[one % len(body)], word)
            case "add paragraph" | "edit paragraph" | "drop paragraph" if texts:
                _edit_paragraphs(texts[one % len(texts)], what, other, word)
            case "edit item" | "add item":
                for each in body:
                    if each["type"] == "key_points":
                        _edit_items(each["value"]["items"], what, one, word)

    @staticmethod
    def _edit_role(roles: list[dict[str, Any]], what: str, one: int, other: int, word: str) -> None:
        match what:
            case "drop role":
                del roles[one]
            case "edit role":
                roles[one]["html"] = paragraph(word)
            case "rename role":
                roles[one]["title"] = f"Role {word}"
            case "move role":
                roles.insert(other, roles.pop(one))


def _replace(item: dict[str, Any], word: str) -> None:
    match item["type"]:
        case "rich_text":
            item["value"] = paragraph(word)
        case "heading":
            item["value"]["text"] = word
        case "quote":
            item["value"]["attribution"] = word


def _edit_paragraphs(item: dict[str, Any], what: str, place: int, word: str) -> None:
    parts = re.findall(r"<p>.*?</p>", item["value"])
    if what == "add paragraph":
        parts.insert(place % (len(parts) + 1), paragraph(word))
    elif parts and what == "edit paragraph":
        parts[place % len(parts)] = paragraph(word)
    elif parts:
        del parts[place % len(parts)]
    item["value"] = "".join(parts)


def _edit_items(items: list[dict[str, Any]], what: str, place: int, word: str) -> None:
    if what == "add item":
        items.insert(place % (len(items) + 1), item(word, f"item-{word}"))
    elif items:
        items[place % len(items)]["value"] = paragraph(word)


def words(content: Content) -> set[str]:
    return set(WORD.findall(json.dumps(content)))
