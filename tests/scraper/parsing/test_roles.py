from __future__ import annotations

import pytest

from scraper import SourceProfile
from scraper.parsing.roles import is_parent
from tests.scraper.parsing.making import OPENING, article, body, types

PARENT = "<h2>Jobs you can get with a degree</h2>"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Jobs you can get with a master’s in engineering management", True),
        ("11 Common Careers in Nursing", True),
        ("What jobs can you do in cybersecurity?", True),
        ("Roles in cybersecurity", True),
        ("The following jobs:", True),
        ("Positive job growth", False),
        ("Skills every manager needs for such roles", False),
        ("How to get a job in logistics", False),
        ("Is a master’s in engineering management worth it?", False),
        ("Higher salary potential", False),
    ],
)
def test_which_headings_announce_roles(heading: str, expected: bool) -> None:
    assert is_parent(heading) is expected


@pytest.mark.parametrize(
    "html",
    [
        f"{PARENT}<p>intro</p><h3>1. Data engineer</h3><p>a</p><h3>2) Quality engineer/analyst</h3><p>b</p>",
        f"{PARENT}<p>intro</p><h4>Data engineer</h4><p>a</p><h4>Quality engineer/analyst</h4><p>b</p>",
        f"{PARENT}<p>intro</p><h2>1. Data engineer</h2><p>a</p><h2>2. Quality engineer/analyst</h2><p>b</p>",
        f"{PARENT}<p>intro</p><p><b>Data engineer</b></p><p>a</p><p><b>Quality engineer/analyst</b></p><p>b</p>",
        f"{PARENT}<p>intro</p><dl><dt>Data engineer</dt><dd>a</dd><dt>Quality engineer/analyst</dt><dd>b</dd></dl>",
    ],
    ids=["h3", "h4", "numbered h2", "bold", "dl"],
)
def test_every_shape_of_a_role_list(html: str) -> None:
    found = body(html + "<h2>After</h2><p>end</p>")
    assert [(role.title, role.html) for role in found.roles] == [
        ("Data engineer", "<p>a</p>"),
        ("Quality engineer/analyst", "<p>b</p>"),
    ]
    assert {role.section for role in found.roles} == {"Jobs you can get with a degree"}
    assert types(found) == ["rich_text", "heading", "rich_text", "roles", "heading", "rich_text"]
    assert "<p>intro</p>" in str(found.blocks)


def test_table_columns_are_roles_where_the_first_cells_say_what_is_compared() -> None:
    found = body(
        "<h2>Roles side by side</h2><table><tr><th></th><th>Clerk</th><th>Usher</th></tr>"
        "<tr><th>Average annual salary</th><td>$40,000</td><td>$31,000</td></tr>"
        "<tr><th>Growth, 2023 to 2033</th><td>8%</td><td>-4%</td></tr></table>"
    )
    assert [(role.title, role.html, role.section) for role in found.roles] == [
        ("Clerk", "<p>$40,000</p><p>8%</p>", "Roles side by side"),
        ("Usher", "<p>$31,000</p><p>-4%</p>", "Roles side by side"),
    ]
    assert found.roles[0].facts == {"Average annual salary": "$40,000", "Growth, 2023 to 2033": "8%"}
    assert [(figure.period, figure.statistic) for figure in found.roles[0].salaries] == [("year", "mean")]
    assert [(figure.amount, figure.end_year) for role in found.roles for figure in role.growth] == [
        (8.0, 2033),
        (-4.0, 2033),
    ]


def test_tables_that_compare_something_else_stay() -> None:
    found = body(
        "<h2>Roles and their pay</h2><table><tr><th>Role group</th><th>Salary</th><th>Growth</th></tr>"
        "<tr><td>A</td><td>$1</td><td>2%</td></tr><tr><td>B</td><td>$1</td><td>2%</td></tr></table>"
    )
    assert found.roles == []
    assert "table" in types(found)


@pytest.mark.parametrize(
    ("parent", "first", "second"),
    [
        ("修了後に就ける仕事", "（1）アナリスト", "（2）統計家"),
        ("وظائف يمكنك العمل بها", "١. محلل", "٢. مهندس"),
        ("As carreiras mais procuradas", "1. Analista", "2. Gestor"),
        ("Rollen in der Technik", "Planerin", "Prüferin"),
    ],
)
def test_roles_in_other_languages(parent: str, first: str, second: str) -> None:
    found = body(f"<h2>{parent}</h2><h3>{first}</h3><p>a</p><h3>{second}</h3><p>b</p>")
    bare = [title.split()[-1].split("）")[-1] for title in (first, second)]
    assert [role.title for role in found.roles] == bare


def test_table_rows_are_roles_and_cells_their_facts() -> None:
    found = body(
        f"{PARENT}<table><tr><th>Role</th><th>Median "
        f"salary</th></tr><tr><td>Clerk</td><td>$40,000</td></tr><tr><td>Usher</td><td>$20 an "
        f"hour</td></tr></table>"
    )
    assert [(role.title, role.facts) for role in found.roles] == [
        ("Clerk", {"Median salary": "$40,000"}),
        ("Usher", {"Median salary": "$20 an hour"}),
    ]
    assert [(figure.amount, figure.period) for role in found.roles for figure in role.salaries] == [
        (40000.0, None),
        (20.0, "hour"),
    ]
    assert "table" not in types(found)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>How to find a job</h2><h3>Step 1: Look</h3><p>a</p><h3>Step 2: Ask</h3><p>b</p>",
        f"{PARENT}<h3>Is it hard?</h3><p>a</p><h3>Does it pay?</h3><p>b</p>",
        "<h2>Skills you need</h2><h3>Patience</h3><p>a</p><h3>Ink</h3><p>b</p>",
        f"{PARENT}<p>There are many.</p>",
    ],
)
def test_questions_steps_and_skills_are_no_roles(html: str) -> None:
    found = body(html)
    assert found.roles == []
    assert "roles" not in types(found)


def test_a_section_that_is_no_role_ends_the_list_and_stays() -> None:
    found = body(f"{PARENT}<h3>Clerk</h3><p>a</p><h3>Usher</h3><p>b</p><h3>How to choose</h3><p>stay</p>")
    assert [role.title for role in found.roles] == ["Clerk", "Usher"]
    assert "stay" in str(found.blocks)
    assert "stay" not in str(found.roles)


def test_what_a_role_cannot_hold_stays_in_the_body() -> None:
    found = body(f"{PARENT}<h3>Clerk</h3><p>a</p><img src='/a.png'><h3>Usher</h3><p>b</p>")
    assert types(found) == ["rich_text", "heading", "roles", "image"]


def test_numbered_headings_under_a_title_that_says_so() -> None:
    html = f"{OPENING}<h2>1. Clerk</h2><p>a</p><h2>2. Usher</h2><p>b</p><h2>Next</h2><p>c</p>"
    from scraper import parse_article

    found = parse_article(f"<h1>2 Jobs You Can Get With Latin</h1>{html}", "https://a.edu/x")
    assert [(role.title, role.section) for role in found.roles] == [("Clerk", None), ("Usher", None)]


def test_profile_adds_headings() -> None:
    found = article(
        f"{OPENING}<h2>Wer macht was</h2><h3>Setzer</h3><p>a</p><h3>Drucker</h3><p>b</p>",
        profile=SourceProfile(role_headings=["^Wer macht"]),
    )
    assert [role.title for role in found.roles] == ["Setzer", "Drucker"]


def test_every_table_of_roles_in_a_section_is_taken() -> None:
    head = "<tr><th>Role</th><th>Salary</th></tr>"
    first = f"<table>{head}<tr><td>Clerk</td><td>$41,000</td></tr><tr><td>Usher</td><td>$31,000</td></tr></table>"
    second = f"<table>{head}<tr><td>Dean</td><td>$91,000</td></tr><tr><td>Rector</td><td>$99,000</td></tr></table>"
    found = body(f"{PARENT}{first}<p>Later on:</p>{second}{first}")
    assert [role.title for role in found.roles] == ["Clerk", "Usher", "Dean", "Rector"]
    assert [figure.role for figure in found.figures][:4] == ["Clerk", "Usher", "Dean", "Rector"]
    assert types(found).count("table") == 1


@pytest.mark.parametrize("number", ["#{}: ", "#{} ", "No. {} ", "no. {}: ", "Nr. {} ", "{}. "])
def test_ordinals_leave_the_title(number: str) -> None:
    found = body(f"{PARENT}<h3>{number.format(1)}Clerk</h3><p>a</p><h3>{number.format(2)}Usher</h3><p>b</p>")
    assert [role.title for role in found.roles] == ["Clerk", "Usher"]
