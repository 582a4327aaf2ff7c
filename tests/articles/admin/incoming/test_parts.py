"""What parts of an article are called, and what a side says of them."""

from __future__ import annotations

from articles.admin.incoming.parts import as_text, label_of

HEADING = {"id": "h", "type": "heading", "value": {"level": "2", "text": "Is it worth it?", "anchor": "worth-it"}}


def test_a_heading_is_called_by_its_words() -> None:
    assert label_of(("body", "h"), {"body": [HEADING]}) == "Heading: Is it worth it?"
    assert as_text(HEADING) == "Is it worth it? (level 2, #worth-it)"
    other = {**HEADING, "value": {"level": "3", "text": "Is it worth it?", "anchor": ""}}
    assert as_text(other) == "Is it worth it? (level 3)", "what differs shows"


def test_other_values() -> None:
    assert as_text(None) == ""
    assert as_text({"id": "p", "type": "rich_text", "value": "<p>One.</p><p>Two.</p>"}) == "One.\nTwo."
    assert as_text({"title": "Analyst", "role_id": 3}) == "Title: Analyst"
