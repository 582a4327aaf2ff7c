from __future__ import annotations

from scraper.blocks import (
    CallToActionBlock,
    EmbedBlock,
    FaqBlock,
    HeadingBlock,
    ImageBlock,
    KeyPointsBlock,
    QuoteBlock,
    TableBlock,
)
from tests.scraper.parsing.making import OPENING, article, body, types


def test_neighbouring_paragraphs_and_lists_are_one_block() -> None:
    found = body("<p>b</p><ul><li>c<ul><li>d</li></ul></li></ul><h2 id='e'>E</h2><p>f</p>")
    assert types(found) == ["rich_text", "heading", "rich_text"]
    heading = found.blocks[1]
    assert isinstance(heading, HeadingBlock)
    assert (heading.level, heading.text, heading.anchor) == (2, "E", "e")


def test_anchors_of_equal_headings_differ() -> None:
    anchors = [
        block.anchor
        for block in body("<h2>A b</h2><p>x</p><h2>A b</h2><p>y</p>").blocks
        if isinstance(block, HeadingBlock)
    ]
    assert anchors == ["a-b", "a-b-2"]


def test_loose_text_and_double_breaks_are_paragraphs() -> None:
    assert "<p>one <b>two</b></p><p>three</p>" in str(body("<div>one <strong>two</strong><br><br>three</div>").blocks)


def test_image_keeps_alt_caption_and_credit_apart() -> None:
    found = body(
        "<figure><img src='/a.png' alt='A cat'><figcaption>On a mat. <span "
        "class='credit'>Ada</span></figcaption></figure>"
    )
    image = found.blocks[-1]
    assert isinstance(image, ImageBlock)
    assert (image.src, image.alt, image.caption, image.credit) == (
        "https://hub.example.edu/a.png",
        "A cat",
        "On a mat.",
        "Ada",
    )


def test_lazy_images_and_images_within_paragraphs() -> None:
    found = body("<p>words <img src='data:image/gif;base64,x' data-src='/b.jpg' alt=''> more</p>")
    assert types(found) == ["rich_text", "image", "rich_text"]


def test_quote_and_its_attribution() -> None:
    for html in ("<p>Ink.</p><p>— Ada, poet</p>", "<p>Ink.</p><footer>Ada, poet</footer>", "Ink.<br>— Ada, poet"):
        quote = body(f"<blockquote>{html}</blockquote>").blocks[-1]
        assert isinstance(quote, QuoteBlock)
        assert (quote.html, quote.attribution) == ("<p>Ink.</p>", "Ada, poet")


def test_table_and_layout_table() -> None:
    table = body(
        "<table><caption>C</caption><tr><th>A</th><th>B</th></tr><tr><td><b>1</b></td><td>2<p>3</p></td></tr></table>"
    ).blocks[-1]
    assert isinstance(table, TableBlock)
    assert (table.header, table.caption) == (["A", "B"], "C")
    assert table.rows[0][0] == "<b>1</b>"
    assert types(body("<table><tr><td><p>just laid out</p></td></tr></table>")) == ["rich_text"]


def test_embed_but_no_counter() -> None:
    embed = body(
        "<iframe src='https://www.youtube-nocookie.com/embed/x'></iframe><iframe width=0 "
        "src='https://t.example/'></iframe>"
    ).blocks[-1]
    assert isinstance(embed, EmbedBlock)
    assert embed.url == "https://www.youtube-nocookie.com/embed/x"


def test_calls_to_action() -> None:
    call = body("<p>Want to learn more? <a href='/g.pdf'>Download the guide</a></p>").blocks[-1]
    assert isinstance(call, CallToActionBlock)
    assert (call.text, call.label) == ("Want to learn more?", "Download the guide")
    aside = body(
        "<aside class='cta'><h3>Ready?</h3><p>See the dates.</p><a href='/program/x/'>Explore</a></aside>"
    ).blocks[-1]
    assert isinstance(aside, CallToActionBlock)
    assert (aside.text, aside.label) == ("Ready? See the dates.", "Explore")
    assert types(body("<p>Ready to lead? Check out our <a href='/program/x/'>MBA</a> program to learn more.</p>")) == [
        "rich_text"
    ]


def test_questions_and_key_points() -> None:
    found = body(
        "<h2>Key takeaways</h2><ul><li>a</li><li>b</li></ul>"
        "<h2>FAQ</h2><h3>Why?</h3><p>So.</p><h3>How?</h3><p>Thus.</p><h2>End</h2><p>x</p>"
    )
    assert types(found) == ["rich_text", "key_points", "heading", "faq", "heading", "rich_text"]
    points, faq = found.blocks[1], found.blocks[3]
    assert isinstance(points, KeyPointsBlock)
    assert points.items == ["a", "b"]
    assert isinstance(faq, FaqBlock)
    assert [item.question for item in faq.items] == ["Why?", "How?"]
    assert "Key takeaways" in [removed.text for removed in found.removed]


def test_lead_image_before_the_headline_stays() -> None:
    found = article(OPENING, before="")
    assert types(found) == ["rich_text"]
