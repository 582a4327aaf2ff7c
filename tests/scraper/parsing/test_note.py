from __future__ import annotations

import pytest

from scraper.parsing.note import first_published
from tests.scraper.parsing.making import OPENING, article, body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This post was originally published in October 2022. It was updated.", "2022-10"),
        ("First published on May 3, 2019.", "2019-05-03"),
        ("Publicado originalmente en octubre de 2021.", "2021-10"),
        ("This piece was originally published in Medium.", None),
    ],
)
def test_first_published(text: str, expected: str | None) -> None:
    assert first_published(text) == expected


def test_note_leaves_the_body() -> None:
    found = body("<p>Editor’s Note: This was originally published in May 2020.</p>")
    assert found.editors_note is not None
    assert found.first_published == "2020-05"
    assert "originally" not in str(found.blocks)


def test_a_sentence_about_publishing_is_no_note() -> None:
    assert body("<p>This poem was originally published in Medium by its author.</p>").editors_note is None


def test_a_note_right_under_the_title_is_no_date_line() -> None:
    note = "This article was originally published on May 3, 2019 and updated in June 2023."
    found = article(f"<p>By Ada Byron</p><p><em>{note}</em></p>{OPENING * 2}")
    assert found.editors_note is not None
    assert (found.editors_note.text, found.first_published, found.published) == (note, "2019-05-03", None)


def test_a_note_tells_the_update_too() -> None:
    found = article(f"<p>Originally published July 25, 2022. Updated on August 3, 2024.</p>{OPENING * 2}")
    assert (found.published, found.updated) == ("2022-07-25", "2024-08-03")
