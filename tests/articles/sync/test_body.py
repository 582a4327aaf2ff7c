"""Block and item ids that stay the same, whatever is put in beside them."""

from articles.sync.body import stream_data
from scraper.blocks import FaqBlock, FaqItem, HeadingBlock, TableBlock
from tests.articles.sync.samples import body


def test_ids_are_the_same_every_time_and_all_different() -> None:
    ids = [block["id"] for block in stream_data(body())]
    assert ids == [block["id"] for block in stream_data(body())]
    assert len(set(ids)) == len(ids)


def test_a_block_keeps_its_id_when_one_is_put_in_above() -> None:
    before = {block["id"] for block in stream_data(body())}
    after = stream_data([HeadingBlock(id="new", level=2, text="New", anchor=""), *body()])
    assert before == {block["id"] for block in after[1:]}


def test_equal_ids_of_the_source_are_told_apart() -> None:
    twice = stream_data([HeadingBlock(id="a", level=2, text=text, anchor="") for text in ("One", "Two")])
    assert twice[0]["id"] != twice[1]["id"]


def test_rows_are_known_by_their_first_cell_and_cells_by_their_place() -> None:
    def rows(*names: str) -> dict[str, str]:
        table = TableBlock(id="t", rows=[[name, "1"] for name in names])
        items = stream_data([table])[0]["value"]["rows"]
        return {name: str(item) for name, item in zip(names, items, strict=True)}

    assert rows("a", "b")["b"] == rows("a", "new", "b")["b"]


def test_questions_are_known_by_their_words() -> None:
    def ids(*questions: str) -> list[str]:
        block = FaqBlock(id="f", items=[FaqItem(question=each, answer_html="<p>x</p>") for each in questions])
        return [item["id"] for item in stream_data([block])[0]["value"]["items"]]

    assert ids("a", "b")[1] == ids("new", "a", "b")[2]
    assert len(set(ids("same", "same"))) == 2
