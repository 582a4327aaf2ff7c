from __future__ import annotations

from scraper import parse_article
from scraper.parsing.capture import capture_to_html
from scraper.parsing.pandoc import is_pandoc

CAPTURE = """---
lang: en-GB
description: What a bridge costs, and
  who pays.
title: "Bridges \\\\| Hub"
---

:::: {#main role="main"}
# A word on bridges {#word .title}

[By [Ada Byron][1]{.name} and [Max Frisch](/max/){.name}]{.byline}

[Published [05/04/2024]{.date}]{.meta}

A bridge of H~2~O holds x^2^ men, they say, and `[this]{.stays}` as it is.[^a]

  Kind      Price
  --------- -------
  wood      2
  steel     *30*

  : What they cost
::::

[^a]: A note that
    goes on.

  [1]: /ada/
"""


def test_what_pandoc_alone_writes_is_read() -> None:
    assert is_pandoc(CAPTURE)
    assert not is_pandoc("# A title\n\nWords with a [link](/x/) and {braces}.\n")
    found = parse_article(CAPTURE, "https://hub.example.edu/a/bridges/")
    assert found.title == "A word on bridges"
    assert [author.name for author in found.authors] == ["Ada Byron", "Max Frisch"]
    assert (found.published, found.summary) == ("2024-04-05", "What a bridge costs, and who pays.")
    text = str(found.blocks)
    for piece in ("H<sub>2</sub>O", "x<sup>2</sup>", "<code>[this]{.stays}</code>", "A note that goes on.", "'steel'"):
        assert piece in text
    assert ":::" not in text


def test_divs_that_are_never_closed_and_stray_marks_do_no_harm() -> None:
    html = capture_to_html(":::: {.a}\n# T {#t}\n\nWords[^9].\n\n  ----- ----\n")
    assert "Words[^9]." in html
