from __future__ import annotations

import re

import pytest

from scraper import SourceProfile
from scraper.parsing.citations import Sources
from scraper.parsing.figures import read_figures

SOURCES = Sources(url="https://hub.example.edu/x/", profile=SourceProfile())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to [BLS], clerks earn $112,590, while [Glass] reports $120,000.", ["BLS", "Glass"]),
        ("[BLS] reports a median of $112,590; [Glass] reports a mean of $120,000.", ["BLS", "Glass"]),
        ("[BLS] puts the median wage at $112,590, and [Glass] puts it at $120,000.", ["BLS", "Glass"]),
        ("[BLS] expects 36% growth and pay of $112,590, while [Glass] says $120,000.", ["BLS", "BLS", "Glass"]),
        ("Pay is $112,590 a year ([BLS]), or $120,000 ([Glass]).", ["BLS", "Glass"]),
        ("Unlike on [Glass], pay is $112,590 in May 2024 ([BLS]).", ["BLS"]),
        ("Beside [Glass], pay is $112,590, [according to BLS].", ["according to BLS"]),
        ("[Glass] has more, but the [median is $112,590].", ["median is $112,590"]),
        ("[BLS] reports pay of $112,590, and $120,000 is the mean by data of [Glass].", ["BLS", "Glass"]),
        ("Pay is $112,590 and growth 36%, according to [BLS].", ["BLS", "BLS"]),
        ("Clerks earn $112,590, whereas [Glass] reports $120,000.", [None, "Glass"]),
        ("[Critics] liked it, and it made $320,000 on a budget of $27 million, [by Mojo].", ["by Mojo", "by Mojo"]),
        ("Pay was $80,000 in 2023^1^ and $90,000 in all of 2024^2^.", ["1", "2"]),
    ],
)
def test_a_figure_leans_on_the_source_that_tells_it(text: str, expected: list[str | None]) -> None:
    linked = re.sub(r"\[([^]]+)\]", r'<a href="https://x.org/\1">\1</a>', text)
    linked = re.sub(r"\^(\d)\^", r'<sup><a href="https://x.org/\1">\1</a></sup>', linked)
    found = read_figures(f"<p>{linked}</p>", SOURCES)
    assert [figure.citation and figure.citation.removeprefix("https://x.org/") for figure in found] == expected
