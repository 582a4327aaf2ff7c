from __future__ import annotations

from scraper import SourceProfile, explain_article, parse_article
from tests.scraper.parsing.making import ADDRESS, OPENING

PAGE = f"""<!doctype html><html lang="en"><head><meta property="article:published_time" content="2020-02-03">
<meta name="description" content="About bridges."><meta name="author" content="Max Frisch"></head>
<body><main><h1>A page</h1><p class="b">By Ada Byron | July 25, 2024</p>{OPENING}</main></body></html>"""


def test_the_winner_of_each_field_and_what_else_was_seen() -> None:
    explained = explain_article(PAGE, ADDRESS)
    assert explained.article == parse_article(PAGE, ADDRESS)
    published = [(each.value, each.won) for each in explained.fields["published"]]
    assert published[0] == ("2024-07-25", True)
    assert ("2020-02-03", False) in published
    authors = [(each.rule, each.won) for each in explained.fields["authors"]]
    assert ("meta author", False) in authors
    text = "\n".join(explained.lines())
    assert "first_published:\n  * 2020-02-03  (meta article:published_time)" in text
    assert "updated:\n    - nothing on the page says it" in text


def test_selectors_tell_what_they_find() -> None:
    profile = SourceProfile(selectors={"byline": ".b", "title": ".nowhere"})
    explained = explain_article(PAGE, ADDRESS, profile)
    assert [(each.rule, each.won) for each in explained.fields["profile"]] == [
        ("byline: .b", True),
        ("title: .nowhere", False),
    ]
    assert explained.to_dict()["authors"][0]["rule"] == "profile selector"
