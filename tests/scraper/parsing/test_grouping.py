from __future__ import annotations

import pytest

from scraper.blocks import CallToActionBlock, FaqBlock, HeadingBlock, KeyPointsBlock
from tests.scraper.parsing.making import OPENING, body, types

POINTS = "<ul><li>One thing.</li><li>Another.</li></ul>"


@pytest.mark.parametrize(
    "html",
    [
        f"<h2>Key takeaways</h2>{POINTS}",
        f"<p><b>At a glance</b></p>{POINTS}",
        f'<section aria-label="Key points">{POINTS}</section>',
        f'<div class="box key-takeaways"><strong>Ideas clave</strong>{POINTS}</div>',
        f'<div role="note" aria-label="Das Wichtigste in Kürze"><p>Das Wichtigste in Kürze</p>{POINTS}</div>',
        f'<div class="key-points">{POINTS}</div>',
    ],
)
def test_key_points_by_their_label_or_by_what_their_element_calls_itself(html: str) -> None:
    (points,) = [block for block in body(html).blocks if isinstance(block, KeyPointsBlock)]
    assert points.items == ["One thing.", "Another."]


def test_nested_lists_are_no_key_points_and_lose_nothing() -> None:
    found = body("<h2>Key takeaways</h2><ul><li>One<ul><li>inner</li></ul></li><li>Two</li></ul>")
    assert "key_points" not in types(found)
    assert "inner" in str(found.blocks)


@pytest.mark.parametrize(
    "heading",
    [
        "Frequently asked questions",
        "Questions we are asked",
        "Drei Fragen, die oft gestellt werden",
        "よくある質問",
        "FAQ",
    ],
)
def test_questions_under_a_heading_that_announces_them(heading: str) -> None:
    found = body(f"<h2>{heading}</h2><h3>Is it hard?</h3><p>No.</p><h3>Is it long?</h3><p>Yes.</p>")
    (faq,) = [block for block in found.blocks if isinstance(block, FaqBlock)]
    assert [(item.question, item.answer_html) for item in faq.items] == [
        ("Is it hard?", "<p>No.</p>"),
        ("Is it long?", "<p>Yes.</p>"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        '<h3><button aria-expanded="false" aria-controls="a">Is it hard?</button></h3>',
        '<button aria-expanded="false" aria-controls="a">Is it hard?</button>',
        '<h3><button type="button">Is it hard?</button></h3>',
        '<h3 role="button">Is it hard?</h3>',
        "<div><button>Is it hard? <i></i></button></div>",
    ],
)
def test_a_folded_answer_is_read(question: str) -> None:
    found = body(f'<h2>FAQ</h2><div>{question}<div id="a" hidden><p>No, it only takes some time.</p></div></div>')
    (faq,) = [block for block in found.blocks if isinstance(block, FaqBlock)]
    assert [(item.question, item.answer_html) for item in faq.items] == [
        ("Is it hard?", "<p>No, it only takes some time.</p>")
    ]


def test_a_button_beside_a_heading_s_words_is_none_of_them() -> None:
    found = body(f"<h2>Part <button>Copy link</button></h2>{OPENING}")
    assert [block.text for block in found.blocks if isinstance(block, HeadingBlock)] == ["Part"]


def test_a_menu_that_folds_is_no_question() -> None:
    found = body('<p>Text.</p><button aria-controls="m">Menu</button><ul id="m"><li>A</li></ul>')
    assert "Menu" not in str(found.blocks)


@pytest.mark.parametrize(
    ("html", "text", "label"),
    [
        ('<p><a class="btn" href="/x">Meet us</a></p>', "", "Meet us"),
        ('<div><p>Not sure?</p><a class="knopf" href="/x">Termin buchen</a></div>', "Not sure?", "Termin buchen"),
        (
            '<div><span>Open now.</span> <a role="button" href="/x">See if you fit</a></div>',
            "Open now.",
            "See if you fit",
        ),
        ('<p><strong><a href="/x">Want to learn more about ink?</a></strong></p>', "", "Want to learn more about ink?"),
    ],
)
def test_a_link_that_looks_like_a_button_or_asks_is_a_call(html: str, text: str, label: str) -> None:
    (call,) = [block for block in body(html).blocks if isinstance(block, CallToActionBlock)]
    assert (call.text, call.label, call.url) == (text, label, "https://hub.example.edu/x")


def test_a_file_and_a_paragraph_that_goes_on_are_no_calls() -> None:
    found = body('<p><a class="btn" href="/x.csv">x.csv</a></p><p>See <a class="btn" href="/y">this</a> first.</p>')
    assert "call_to_action" not in types(found)
