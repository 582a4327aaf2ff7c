from __future__ import annotations

import pytest

from scraper.parsing.facts import read_facts


@pytest.mark.parametrize(
    ("html", "facts"),
    [
        ("<p><b>Median salary:</b> $95,000</p>", {"Median salary": "$95,000"}),
        ("<p><b>Skills</b>: <i>ink</i> and paper</p>", {"Skills": "ink and paper"}),
        ("<ul><li>Salary: $1</li><li>Growth: 2%</li></ul>", {"Salary": "$1", "Growth": "2%"}),
        ("<p><b>Pay:</b> a<br><b>Duties:</b> b</p>", {"Pay": "a", "Duties": "b"}),
        ("<p><b>Remember</b> the milk: it sours.</p>", {}),
        ("<p>He said: nothing.</p>", {}),
    ],
)
def test_facts(html: str, facts: dict[str, str]) -> None:
    assert read_facts(html) == facts
