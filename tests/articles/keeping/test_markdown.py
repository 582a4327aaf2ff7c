"""An article as Markdown: front matter that every reader of YAML reads, and text that Markdown reads back."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from articles.keeping.portable.markdown import as_markdown, file_of, markdown_of


def line(**content: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        name: []
        for name in (
            "authors", "roles", "figures", "citations", "programs", "related", "areas_of_study", "topics", "body",
        )
    }  # fmt: skip
    texts = {"title": "T", "published": None, "updated": None, "first_published": "", "summary": "", "editors_note": ""}
    return {"address": "/t/", "live": True, "private": None, "content": {**empty, **texts, **content}}


def written(**content: Any) -> str:
    made = line(**content)
    return as_markdown(made, made["content"], "https://hub.example/t/")


@given(title=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_title_comes_back_from_the_front_matter(title: str) -> None:
    front = written(title=title).split("\n---\n", 1)[0].removeprefix("---\n")
    assert json.loads(front)["title"] == title
    if title.isprintable():
        assert yaml.safe_load(front)["title"] == title


@given(title=st.text(alphabet="ab *_`#[]<>|\\-+1.)&;", min_size=1, max_size=12))
def test_a_title_is_text_in_markdown(title: str) -> None:
    body = written(title=title).split("\n---\n", 1)[1]
    tokens = [each for each in MarkdownIt().parse(body) if each.type == "inline"]
    said = "".join(child.content for child in tokens[0].children or []) if tokens else ""
    assert {child.type for token in tokens for child in token.children or []} <= {"text", "text_special"}
    import html

    assert said.split() == html.unescape(html.unescape(title)).split()


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>One <b>two</b> <i>three</i>.</p><p>Four</p>", "One **two** *three*.\n\nFour"),
        ('<p>See <a href="https://x.example/(a)">a</a></p>', "See [a](https://x.example/%28a%29)"),
        ('<p><a linktype="page" address="/a/">a</a></p>', "[a](/a/)"),
        ("<ul><li>One</li><li>Two<ul><li>In</li></ul></li></ul>", "- One\n- Two\n    - In"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<p>H<sub>2</sub>O and <code>a*b</code></p>", "H<sub>2</sub>O and `a*b`"),
        ("<p>1 * 2 [x] &lt;script&gt;</p>", r"1 \* 2 \[x\] \<script\>"),
        ("", ""),
    ],
)
def test_rich_text(html: str, said: str) -> None:
    assert markdown_of(html) == said


def test_every_block() -> None:
    blocks: list[tuple[str, Any]] = [
        ("heading", {"level": "3", "text": "Why"}),
        ("rich_text", "<p>So.</p>"),
        ("image", {"src": "https://x.example/a b.png", "alt": "A [b]", "caption": "C", "credit": "D"}),
        ("table", {"header": ["a", "b|c"], "rows": [["<b>1</b>", "2"], ["3"]], "caption": "Cap"}),
        ("quote", {"html": "<p>Said.</p>", "attribution": "Who"}),
        ("embed", {"url": "https://v.example/1"}),
        ("call_to_action", {"text": "", "url": "https://x.example/", "label": "Apply"}),
        ("key_points", {"items": [{"type": "item", "id": "1", "value": "One"}, "Two"]}),
        ("faq", {"items": [{"type": "item", "id": "1", "value": {"question": "Q?", "answer_html": "<p>A.</p>"}}]}),
        ("roles", None),
    ]
    roles = [{"title": "Lead", "html": "<p>Leads.</p>", "facts": [{"label": "Skills", "text": "Patience"}]}]
    body = [{"type": kind, "id": kind, "value": value} for kind, value in blocks]
    text = written(body=body, roles=roles).split("\n---\n", 1)[1]
    assert text == (
        "\n# T\n\n### Why\n\nSo.\n\n![A \\[b\\]](https://x.example/a%20b.png)\n\nC — D\n\n"
        "| a | b\\|c |\n| --- | --- |\n| **1** | 2 |\n| 3 |  |\n\nCap\n\n> Said.\n>\n> — Who\n\n<https://v.example/1>\n\n"
        "[Apply](https://x.example/)\n\n- One\n- Two\n\n**Q?**\n\nA.\n\n### Lead\n\nLeads.\n\n- Skills: Patience\n"
    )


def test_the_file_of_an_article() -> None:
    assert file_of("/careers/") == "careers.md"
    assert file_of("/a/b/", is_draft=True) == "a/b.draft.md"
    assert file_of("//nursing/by-hand/") == "_/nursing/by-hand.md"
    long = [file_of(f"/{'ü' * 200}{end}/") for end in "ab"]
    assert all(len(each.encode()) < 255 for each in long)
    assert long[0] != long[1]
