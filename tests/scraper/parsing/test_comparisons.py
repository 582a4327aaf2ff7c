from __future__ import annotations

import pytest

from tests.scraper.parsing.making import body


def told(text: str) -> list[str]:
    """The salaries and growth of the first of two roles, whose text this is."""
    html = "<h2>Careers in data</h2><h3>Data engineer</h3><p>{}</p><h3>Data scientist</h3><p>They count.</p>"
    role = body(html.format(text)).roles[0]
    return [figure.text for figure in (*role.salaries, *role.growth)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jobs will grow 36 percent, much faster than the 4 percent average for all occupations.", ["36 percent"]),
        ("Jobs will grow 36 percent, faster than the average for all occupations (4 percent).", ["36 percent"]),
        ("Jobs will grow 36 percent, faster than the average of 4 percent.", ["36 percent"]),
        ("The median is $103,300, well above the national median of $48,060 for all workers.", ["$103,300"]),
        ("They earn a median of $103,300, compared with $48,060 for all workers.", ["$103,300"]),
        ("They earn $103,300, more than twice the average of all workers, which is $48,060.", ["$103,300"]),
        ("The median annual wage for all workers was $48,060.", []),
        ("They earn less than data scientists, who earn $112,590.", []),
        ("They earn $101,000 a year, while data scientists earn $112,590.", ["$101,000 a year"]),
        ("They earn $101,000 a year, compared to $112,590 for data scientists.", ["$101,000 a year"]),
        ("The median pay is $101,000, less than data scientists ($112,590).", ["$101,000"]),
    ],
)
def test_what_a_role_is_compared_with_is_not_its_own(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They earn more than $100,000.", ["$100,000"]),
        ("Jobs will grow faster than average, at 36 percent.", ["36 percent"]),
        ("Jobs will grow much faster than average (36 percent).", ["36 percent"]),
        ("Jobs will grow faster than the average for all occupations at 36 percent.", ["36 percent"]),
        ("The 36 percent growth is faster than the average for all occupations.", ["36 percent"]),
        ("The national average salary for a data engineer is $112,590.", ["$112,590"]),
        ("Pay is $95,000 in Ohio, above the national median of $81,800.", ["$95,000", "$81,800"]),
        ("They work with data scientists and earn $101,000.", ["$101,000"]),
        ("Next to data scientists, they earn $101,000.", ["$101,000"]),
        ("While data scientists count, data engineers earn $101,000.", ["$101,000"]),
        ("They earn less than data scientists but still $101,000 in pay.", ["$101,000"]),
    ],
)
def test_what_is_said_of_the_role_itself_stays(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_what_a_role_is_compared_with_stays_a_figure_of_the_article() -> None:
    text = "Jobs will grow 36 percent, much faster than the 4 percent average for all occupations."
    found = body(f"<h2>Careers in data</h2><h3>Clerk</h3><p>{text}</p><h3>Usher</h3><p>They wait.</p>")
    assert [(figure.text, figure.role) for figure in found.figures] == [("36 percent", "Clerk"), ("4 percent", None)]
