"""What parts of an article are called, and what a side says of them."""

from __future__ import annotations

from articles.admin.incoming.parts import as_text, label_of
from articles.sync.merging.parts import ORDER

HEADING = {"id": "h", "type": "heading", "value": {"level": "2", "text": "Is it worth it?", "anchor": "worth-it"}}


def test_a_heading_is_called_by_its_words() -> None:
    assert label_of(("body", "h"), {"body": [HEADING]}) == "Heading: Is it worth it?"
    assert as_text(HEADING) == "Is it worth it? (level 2, #worth-it)"
    other = {**HEADING, "value": {"level": "3", "text": "Is it worth it?", "anchor": ""}}
    assert as_text(other) == "Is it worth it? (level 3)", "what differs shows"


def test_every_part_of_a_block_has_a_name_of_its_own() -> None:
    questions = [
        {"id": key, "type": "item", "value": {"question": f"{key.upper()}?", "answer_html": "<p>Yes.</p>"}}
        for key in ("a", "b")
    ]
    picture = {"id": "i", "type": "image", "value": {"src": "https://hub.example/a.png", "caption": "A bridge"}}
    content = {"body": [picture, {"id": "f", "type": "faq", "value": {"items": questions}}]}
    labels = [
        label_of(("body", *path), content).split(", ", 1)[-1]
        for path in (
            ("i", "value", "caption"),
            ("i", "value", "alt"),
            ("f", "value", "items", ORDER),
            ("f", "value", "items", "b"),
            ("f", "value", "items", "b", "value", "question"),
            ("f", "value", "items", "b", "value", "answer_html"),
        )
    ]
    assert labels == [
        "caption", "alternative text", "items, order", "items 2", "items 2, question", "items 2, answer"
    ]  # fmt: skip
    assert label_of(("body", "i", "value", "caption")) == "A block of the body, caption", "as lists call it"
    assert label_of(("body", "p", "value")) == "A block of the body"


def test_other_values() -> None:
    assert as_text(None) == ""
    assert as_text({"id": "p", "type": "rich_text", "value": "<p>One.</p><p>Two.</p>"}) == "One.\nTwo."
    assert as_text({"title": "Analyst", "role_id": 3}) == "Title: Analyst"
