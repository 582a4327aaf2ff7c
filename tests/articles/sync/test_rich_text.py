"""Rich text as the editor keeps it: what goes through Draftail and back is what was written."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.blocks import RICH_TEXT_FEATURES
from articles.sync.rich_text import inline_text, rich_text, without_keys

SAMPLES = [
    "<p>One <b>bold</b> and <i>italic</i> <a href=\"https://a.example/?x=1&amp;y=2\">link</a>, x<sup>2</sup></p>",
    "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul><ol><li>first</li></ol>",
    "<p>first<br/>second</p><p>&lt;tag&gt; &amp; &quot;quote&quot; it's é</p>",
    "<p>H<sub>2</sub>O <code>print()</code></p>",
]  # fmt: skip


def through_the_editor(html: str) -> str:
    converter = ContentstateConverter(features=RICH_TEXT_FEATURES)
    return converter.to_database_format(converter.from_database_format(html))


@pytest.mark.parametrize("html", SAMPLES)
def test_the_editor_gives_back_what_was_written(html: str) -> None:
    assert without_keys(through_the_editor(rich_text(html))) == rich_text(html)


def test_text_links_lists_and_marks_are_kept() -> None:
    kept = rich_text(SAMPLES[0] + SAMPLES[1])
    for part in ("<b>bold</b>", "<i>italic</i>", 'href="https://a.example/?x=1&amp;y=2"', "x<sup>2</sup>", "<li>deep"):
        assert part in kept


def test_other_names_for_the_same_are_made_equal() -> None:
    assert rich_text("<p><strong>a</strong> <em>b</em></p>") == rich_text("<p><b>a</b> <i>b</i></p>")


@pytest.mark.parametrize("html", ["", "  ", None, "<p></p>", "<p> </p>"])
def test_nothing_stays_nothing(html: str | None) -> None:
    assert rich_text(html) == ""


def test_a_bare_line_becomes_a_paragraph() -> None:
    assert inline_text("a <b>b</b>") == "<p>a <b>b</b></p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>Good.<script>alert(1)</script></p>",
        '<p onclick="alert(1)">Good.</p>',
        "<p>Good.</p><style>p { background: url(javascript:alert(1)) }</style>",
        '<p>Good.<img src="x" onerror="alert(1)"></p>',
        "<svg><script>alert(1)</script></svg><p>Good.</p>",
    ],
)
def test_a_record_that_our_parser_did_not_write_brings_nothing_executable(hostile: str) -> None:
    assert "Good." in rich_text(hostile)
    assert "alert" not in rich_text(hostile)


def test_a_javascript_address_is_no_link() -> None:
    assert "javascript" not in rich_text('<p><a href="javascript:alert(1)">Good.</a></p>')
