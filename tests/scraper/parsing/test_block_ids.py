from __future__ import annotations

from scraper.parsing.block_ids import BlockIds
from tests.scraper.parsing.making import body

WORDS = "<p>One two three four five six seven eight nine ten.</p>"


def ids(html: str) -> list[str]:
    return [block.id for block in body(html).blocks]


def test_ids_are_the_same_at_every_scrape() -> None:
    html = f"<h2>A</h2>{WORDS}<h2>B</h2><p>x</p>"
    assert ids(html) == ids(html)
    assert len(set(ids(html))) == 5


def test_ids_survive_insertion_and_later_words() -> None:
    before = ids(f"<h2>B</h2>{WORDS}")
    after = ids(f"<h2>New</h2><p>new</p><h2>B</h2>{WORDS.replace('ten', 'eleven')}")
    assert set(before) < set(after)


def test_repeats_are_told_apart_and_types_too() -> None:
    given = BlockIds()
    assert len({given.give("heading", "A"), given.give("heading", "A"), given.give("quote", "A")}) == 3
