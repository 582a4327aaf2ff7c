from __future__ import annotations

from tests.scraper.parsing.making import body, types

PARENT = "<h2>Careers in data</h2>"


def test_a_table_within_a_role_is_the_roles() -> None:
    table = "<table><tr><th>Median salary</th><td>{}</td></tr><tr><th>Job growth</th><td>{}</td></tr></table>"
    found = body(
        f"{PARENT}<h3>Clerk</h3><p>They file.</p>{table.format('$61,000', '3%')}"
        f"<h3>Usher</h3><p>They wait.</p>{table.format('$31,000', '-2%')}"
    )
    assert [role.facts for role in found.roles] == [
        {"Median salary": "$61,000", "Job growth": "3%"},
        {"Median salary": "$31,000", "Job growth": "-2%"},
    ]
    assert [(role.salaries[0].amount, role.growth[0].amount) for role in found.roles] == [
        (61000.0, 3.0),
        (31000.0, -2.0),
    ]
    assert found.roles[0].salaries[0].statistic == "median"
    assert "<li><b>Job growth:</b> 3%</li>" in found.roles[0].html
    assert "table" not in types(found)


def test_columns_and_rows_name_a_value_together() -> None:
    table = (
        "<table><tr><th>Level</th><th>Salary</th></tr><tr><td>Entry</td><td>$51,000</td></tr>"
        "<tr><td>Senior</td><td>$91,000</td></tr></table>"
    )
    wide = "<table><tr><th>Salary</th><th>Growth</th></tr><tr><td>$31,000</td><td>4%</td></tr></table>"
    found = body(f"{PARENT}<h3>Clerk</h3><p>They file.</p>{table}<h3>Usher</h3><p>They wait.</p>{wide}")
    assert [role.facts for role in found.roles] == [
        {"Entry, Salary": "$51,000", "Senior, Salary": "$91,000"},
        {"Salary": "$31,000", "Growth": "4%"},
    ]
    assert [[figure.amount for figure in role.salaries] for role in found.roles] == [[51000.0, 91000.0], [31000.0]]


def test_definitions_within_a_role_are_its_facts() -> None:
    one = "<dl><dt>Median salary</dt><dd>$61,000</dd><dt>Growth:</dt><dd><p>3%</p></dd></dl>"
    found = body(f"{PARENT}<h3>Clerk</h3><p>They file.</p>{one}<h3>Usher</h3><p>They wait.</p>")
    assert found.roles[0].facts == {"Median salary": "$61,000", "Growth": "3%"}
    assert [(figure.kind, figure.amount) for figure in found.figures] == [("salary", 61000.0), ("growth", 3.0)]


def test_a_table_that_compares_the_roles_stays() -> None:
    for head in ("<tr><th>Role</th><th>Salary</th></tr>", ""):
        rows = "<tr><td>Clerk</td><td>$61,000</td></tr><tr><td>Usher</td><td>$31,000</td></tr>"
        found = body(
            f"{PARENT}<h3>Clerk</h3><p>They file.</p><h3>Usher</h3><p>They wait.</p><table>{head}{rows}</table>"
        )
        assert "table" in types(found)
        assert found.roles[1].html == "<p>They wait.</p>"


def test_a_large_table_stays() -> None:
    rows = "".join(f"<tr><td>Town {number}</td><td>$31,000</td></tr>" for number in range(30))
    found = body(f"{PARENT}<h3>Clerk</h3><p>They file.</p><table>{rows}</table><h3>Usher</h3><p>They wait.</p>")
    assert "table" in types(found)
