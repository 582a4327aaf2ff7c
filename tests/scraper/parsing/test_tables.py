from __future__ import annotations

from tests.scraper.parsing.making import body

HEAD = "<tr><th>Level</th><th>Role</th><th>Salary</th></tr>"


def rows_of(table: str) -> list[list[str]]:
    (block,) = (each for each in body(table).blocks if each.type == "table")
    return [block.header, *block.rows]


def test_a_cell_over_several_rows_stands_in_each_of_them() -> None:
    table = (
        f"<table>{HEAD}<tr><td rowspan=2>Entry</td><td>Clerk</td><td>$61,000</td></tr>"
        "<tr><td>Usher</td><td>$71,000</td></tr>"
        "<tr><td>Senior</td><td rowspan='x'>Dean</td><td>$81,000</td></tr></table>"
    )
    assert rows_of(table)[1:] == [
        ["Entry", "Clerk", "$61,000"],
        ["Entry", "Usher", "$71,000"],
        ["Senior", "Dean", "$81,000"],
    ]
    found = body(f"<h2>Jobs you can get with a degree</h2>{table}")
    assert [(role.title, role.facts["Level"], role.facts["Salary"]) for role in found.roles] == [
        ("Clerk", "Entry", "$61,000"),
        ("Usher", "Entry", "$71,000"),
        ("Dean", "Senior", "$81,000"),
    ]


def test_a_head_of_two_rows_and_a_cell_at_the_end() -> None:
    table = (
        "<table><thead><tr><th rowspan=2>Role</th><th colspan=2>Salary</th></tr><tr><th>Low</th><th>High</th></tr>"
        "</thead>"
        "<tr><td>Clerk</td><td>$1</td><td rowspan=2>$3</td></tr><tr><td>Usher</td><td>$2</td></tr></table>"
    )
    assert rows_of(table) == [["Role", "Low", "High"], ["Clerk", "$1", "$3"], ["Usher", "$2", "$3"]]


def test_amounts_are_no_titles() -> None:
    found = body(
        "<h2>Jobs you can get with a degree</h2>"
        "<table><tr><th>Role</th><th>Salary</th></tr><tr><td>$61,000</td><td>x</td></tr>"
        "<tr><td>$71,000</td><td>y</td></tr></table>"
    )
    assert found.roles == []


def test_spans_of_a_million_cost_nothing() -> None:
    cell = f"<td rowspan=1000000 colspan=1000000>{'long words ' * 50}</td>"
    row = f"<tr>{cell}<td rowspan={'9' * 5000}>a</td></tr>"
    rows = rows_of(f"<table>{HEAD}{row * 50}</table>")
    assert [sum("long words" in cell for cell in row) for row in rows] == [0, 1, 1]
    assert {len(row) for row in rows[1:]} == {50}
