from __future__ import annotations

import pytest

from scraper.parsing.related_headings import is_related_heading
from scraper.parsing.tree import parse_tree


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Related articles", True),
        ("\n  Related articles: ", True),
        ("R<b>elated</b> articles", True),
        ("<b>You might also like</b>", True),
        ("Das könnte Sie auch interessieren", True),
        ("À lire aussi", True),
        ("Könnte dich auch interessieren", True),
        ("関連記事", True),
        ("مقالات ذات صلة", True),
        ("Jobs in design", False),
        ("Related articles by the same author of some renown", False),
        ("x", False),
        ("", False),
    ],
)
def test_a_heading_announces_related_articles_by_its_words(html: str, expected: bool) -> None:
    heading = parse_tree(f"<h2>{html}</h2>").find("body/h2")
    assert heading is not None
    assert is_related_heading(heading) is expected
