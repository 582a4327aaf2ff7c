from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.blocks import Block, HeadingBlock, ImageBlock, RichTextBlock, RolesBlock
from scraper.parsing.block_ids import BlockIds, keep_ids
from tests.scraper.parsing.making import body

WORDS = "<p>One two three four five six seven eight nine ten.</p>"
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)
PARAGRAPH = st.lists(LETTERS, min_size=8, max_size=30, unique=True)
PARAGRAPHS = st.lists(PARAGRAPH, min_size=1, max_size=8, unique_by=lambda words: frozenset(words))


def ids(html: str) -> list[str]:
    return [block.id for block in body(html).blocks]


def written(paragraphs: list[list[str]]) -> list[Block]:
    """A block each, with the ids that a scrape would give them."""
    given_ids = BlockIds()
    blocks: list[Block] = []
    for words in paragraphs:
        text = " ".join(words)
        blocks.append(RichTextBlock(id=given_ids.give("rich_text", text), html=f"<p>{text}</p>"))
    return blocks


def test_ids_are_the_same_at_every_scrape() -> None:
    html = f"<h2>A</h2>{WORDS}<h2>B</h2><p>x</p>"
    assert ids(html) == ids(html)
    assert len(set(ids(html))) == 5


def test_ids_survive_insertion_and_numbers_that_change() -> None:
    before = ids(f"<h2>B</h2><h2>1) Seven jobs of 2021</h2>{WORDS.replace('ten', '$126,000')}")
    after = ids(f"<h2>New</h2><p>new</p><h2>B</h2><h2>1. Seven jobs of 2023</h2>{WORDS.replace('ten', '$145,000')}")
    assert set(before) < set(after)


def test_ids_survive_a_new_ending() -> None:
    assert ids(WORDS) == ids(WORDS.replace("ten", "one"))


def test_repeats_are_told_apart_and_types_too() -> None:
    given_ids = BlockIds()
    assert len({given_ids.give("heading", "A"), given_ids.give("heading", "A"), given_ids.give("quote", "A")}) == 3


def test_numbers_alone_are_a_sketch_too() -> None:
    given_ids = BlockIds()
    assert given_ids.give("heading", "2021") != given_ids.give("heading", "2022")


def test_a_rewritten_heading_between_its_neighbours_is_the_same() -> None:
    before: list[Block] = [
        HeadingBlock(id="a", level=2, text="Seven jobs for analysts today", anchor="x"),
        RolesBlock(id="b"),
    ]
    after: list[Block] = [
        HeadingBlock(id="c", level=2, text="Ten jobs analysts can choose from", anchor="y"),
        RolesBlock(id="d"),
    ]
    assert [block.id for block in keep_ids(before, after)] == ["a", "b"]


def test_something_else_in_its_place_is_another() -> None:
    before: list[Block] = [HeadingBlock(id="a", level=2, text="Seven jobs", anchor="x"), RolesBlock(id="b")]
    after: list[Block] = [ImageBlock(id="a", src="https://a.example/b.png"), RolesBlock(id="d")]
    kept = keep_ids(before, after)
    assert kept[0].id not in ("a", "b")
    assert kept[1].id == "b"


@settings(deadline=None)
@given(PARAGRAPHS, st.data())
def test_ids_are_kept_through_small_changes_insertions_removals_and_moves(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    before = written(paragraphs)
    marks = {place: block.id for place, block in enumerate(before)}
    left = data.draw(st.lists(st.sampled_from(sorted(marks)), unique=True, min_size=1))
    edited: list[tuple[int | None, list[str]]] = []
    for place in left:
        words = list(paragraphs[place])
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(LETTERS)
        edited.append((place, words))
    for number in range(data.draw(st.integers(0, 3))):
        fresh = [f"{number}{word}0" for word in data.draw(PARAGRAPH)]
        edited.insert(data.draw(st.integers(0, len(edited))), (None, fresh))
    kept = keep_ids(before, written([words for _, words in edited]))
    assert len({block.id for block in kept}) == len(kept)
    if any(_alike(one, other) for one in paragraphs for other in paragraphs if one is not other):
        return
    for (place, _), block in zip(edited, kept, strict=True):
        assert block.id == marks[place] if place is not None else block.id not in marks.values()


def _alike(one: list[str], other: list[str]) -> bool:
    """Paragraphs that share so much that either could be the other after an edit."""
    return len(set(one) & set(other)) > 1


@given(PARAGRAPHS)
def test_nothing_changes_where_nothing_changed(paragraphs: list[list[str]]) -> None:
    before = written(paragraphs)
    assert keep_ids(before, before) == before
    renamed = [replace(block, id=f"x{number}") for number, block in enumerate(before)]
    assert keep_ids(before, renamed) == before
