"""What an article's text may have, and what a line is refused for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.blocks import Block, ListBlock, RichTextBlock, StructBlock

from articles.blocks import BodyBlock
from articles.keeping.portable.export import export
from articles.keeping.portable.lines import BadLine
from articles.keeping.portable.markup import PLAIN, RICH, RICH_BLOCK, check_markup, check_part
from articles.keeping.portable.take_in import take_in
from articles.models import ArticlePage, PartLock, Proposal, SourceDocument
from articles.sync.rich_text import rich_text
from tests.articles.keeping.test_export import EVERYTHING, change, in_child, in_content, nothing
from tests.articles.sync.conftest import Hub, _crawls, edit, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "editor", "hub", "index", "source"]

EVIL = "<p>x <img src=x onerror=alert(1)><script>alert(2)</script></p>"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "5 &lt; 6 & more",
        "<p>A <b>b</b> <i>c</i><br/>d<br>e</p>",
        '<p data-block-key="a1b2c">x</p><ul><li data-block-key="x">y<ul><li>z</li></ul></li></ul>',
        '<p><a linktype="page" address="/a/">x</a><a linktype="page" id="3">y</a></p>',
        '<p><a href="https://a.example/?b=1&amp;c=%3C">x</a><a href="mailto:a@b.example">y</a><a href="#z">z</a></p>',
        "<p>H<sub>2</sub>O<sup>1</sup> <code>x</code></p>",
    ],
)
def test_what_the_editor_writes_is_taken(html: str) -> None:
    check_markup(html, "x")


@pytest.mark.parametrize(
    "html",
    [
        EVIL,
        "<p>x</p><img/src=x>",
        "<p onclick='x'>x</p>",
        "<p><a href='javascript:alert(1)'>x</a></p>",
        '<p><a href="java&#9;script:alert(1)">x</a></p>',
        '<p><a href="data:text/html,x">x</a></p>',
        '<p><a href="https://a.example/" style="x">x</a></p>',
        '<p><a href="x"onclick="y">x</a></p>',
        "<!--><img src=x>-->",
        "<![CDATA[x]]>",
        "<P>x</P>",
        "<p/>",
        "<p>x</p",
        "a < b",
        "<iframe></iframe>",
        '<embed embedtype="media" url="x"/>',
        # The editor cannot open these.
        "<p>x",
        "<p><b>x</p></b>",
        "x</p>",
        "<li>x</li>",
        "<br></br>",
    ],
)
def test_anything_else_is_refused(html: str) -> None:
    with pytest.raises(BadLine, match=r"^field: "):
        check_markup(html, "field")


@pytest.mark.parametrize(
    "html",
    ["<h2>x</h2><p>y<p>z", EVIL, "<ol><li>a<li>b</ol>", '<a href="HTTPS://a.example/">x</a>', "<div>a<hr>b</div>"],
)
def test_what_the_import_of_articles_makes_of_a_text_is_taken(html: str) -> None:
    check_markup(rich_text(html), "x")


def names_of_rich_texts(block: Block, name: str) -> set[str]:
    if isinstance(block, RichTextBlock):
        return {name}
    if isinstance(block, ListBlock):
        return names_of_rich_texts(block.child_block, name)
    children = block.child_blocks if isinstance(block, StructBlock) else {}
    return set().union(*(names_of_rich_texts(child, own) for own, child in children.items()))


def test_the_rich_texts_of_a_body_are_all_known() -> None:
    blocks = BodyBlock().child_blocks
    assert set().union(*(names_of_rich_texts(block, name) for name, block in blocks.items())) == RICH
    assert RICH_BLOCK in blocks
    assert not RICH & PLAIN


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "id": "i", "value": value}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("editors_note",), EVIL),
        (("roles",), [{"title": "x", "html": EVIL}]),
        (("roles", "lead"), {"title": "x", "html": EVIL}),
        (("roles", "lead", "html"), EVIL),
        (("body",), [{"type": "rich_text", "id": "p", "value": EVIL}]),
        (("body", "p"), {"type": "rich_text", "id": "p", "value": EVIL}),
        (("body", "p", "value"), EVIL),
        (("body", "q", "value", "html"), EVIL),
        (("body", "k", "value", "items"), [item(EVIL)]),
        (("body", "k", "value", "items", "i", "value"), EVIL),
        (("body", "f"), {"type": "faq", "id": "f", "value": {"items": [item({"question": "x", "answer_html": EVIL})]}}),
        (("body", "f", "value", "items", "i", "value", "answer_html"), EVIL),
        (("body", "t", "value", "rows"), [item([item(EVIL)])]),
    ],
)
def test_a_part_that_waits_is_looked_at_wherever_it_has_a_rich_text(path: tuple[str, ...], value: Any) -> None:
    with pytest.raises(BadLine, match="theirs"):
        check_part(path, value, "theirs")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("summary",), EVIL),
        (("roles", "html", "title"), EVIL),
        (("roles", "lead"), {"title": EVIL, "html": "<p>x</p>"}),
        (("body", "h"), {"type": "heading", "id": "h", "value": {"text": EVIL}}),
        (("body", "f", "value", "items"), [item({"question": EVIL, "answer_html": None})]),
        (("body", "f", "value", "items", "i", "value", "question"), EVIL),
        (("body", "t", "value", "header"), [item(EVIL)]),
    ],
)
def test_a_plain_text_may_say_anything(path: tuple[str, ...], value: Any) -> None:
    check_part(path, value, "theirs")


def test_a_line_with_a_script_is_refused_and_told(hub: Hub, tmp_path: Path) -> None:
    hub.sync(article("one"), article("two"))
    document = SourceDocument.objects.order_by("url")[0]
    Proposal.objects.create(document=document, part='["editors_note"]', theirs="<p>x</p>")
    PartLock.objects.create(document=document, part='["editors_note"]', theirs="<p>x</p>")
    export(tmp_path / "x", EVERYTHING, nothing)
    Proposal.objects.all().delete()
    PartLock.objects.all().delete()
    for page in ArticlePage.objects.all():
        page.delete()
    change(tmp_path / "x", "articles", 1, in_content(editors_note=EVIL))
    change(tmp_path / "x", "articles", 2, in_child("roles", html=EVIL))
    for name in ("locks", "proposals"):
        change(tmp_path / "x", name, 1, lambda line: json.dumps(json.loads(line) | {"theirs": EVIL}))
    problems = take_in(tmp_path / "x", nothing).problems
    for said in (
        "articles.jsonl, line 1: content.editors_note: no article's text can have '<img src=x",
        "articles.jsonl, line 2: content.roles[0].html: no article's text can have '<img src=x",
        "locks.jsonl, line 1: theirs: no article's text",
        "proposals.jsonl, line 1: theirs: no article's text",
    ):
        assert any(each.startswith(said) for each in problems), (said, problems)
    assert not ArticlePage.objects.exists()


def test_a_body_with_a_script_is_refused(hub: Hub, tmp_path: Path) -> None:
    hub.sync(article("one"))
    export(tmp_path / "x", EVERYTHING, nothing)
    line = json.loads((tmp_path / "x" / "articles.jsonl").read_text())
    [block] = [each for each in line["content"]["body"] if each["type"] == "rich_text"]
    block["value"] = EVIL
    (tmp_path / "x" / "articles.jsonl").write_text(json.dumps(line))
    [problem] = take_in(tmp_path / "x", nothing).problems
    assert problem.startswith("articles.jsonl, line 1: content.body[1].value: no article's text can have '<img")


def test_what_an_editor_saved_goes_there_and_back(hub: Hub, editor: Any, tmp_path: Path) -> None:
    hub.sync(article("one"))
    saved = '<p data-block-key="a1b2c">x <a href="tel:123">y</a><br/>z</p>'
    edit(ArticlePage.objects.get(), editor, editors_note=saved)
    export(tmp_path / "x", EVERYTHING, nothing)
    before = (tmp_path / "x" / "articles.jsonl").read_bytes()
    ArticlePage.objects.get().delete()
    assert take_in(tmp_path / "x", nothing).problems == []
    export(tmp_path / "y", EVERYTHING, nothing)
    assert (tmp_path / "y" / "articles.jsonl").read_bytes() == before
