"""How each block of the body reads, and that no block lets anything in that a reader did not ask for."""

from __future__ import annotations

import pytest

from articles.blocks import BodyBlock
from articles.reading.body import arrange_body
from scraper.blocks import BlockTypes

STREAM = BodyBlock()


def stream(*blocks):
    return STREAM.to_python([{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks)])


def render(kind, value) -> str:
    return stream((kind, value))[0].render()


def heading(level, text, anchor=""):
    return ("heading", {"level": str(level), "text": text, "anchor": anchor})


def test_one_block_for_each_type_of_the_contract():
    assert list(STREAM.child_blocks) == list(BlockTypes.by_name)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ([2, 3, 2], [2, 3, 2]),
        ([2, 4, 4, 2], [2, 3, 3, 2]),
        ([4, 5, 3], [2, 3, 2]),
        ([2, 3, 4, 5, 6], [2, 3, 4, 5, 6]),
        ([3, 2], [2, 2]),
    ],
)
def test_heading_levels_never_skip(printed, shown):
    parts = arrange_body(stream(*(heading(level, "Text") for level in printed))).parts
    assert [part.heading.level for part in parts] == shown


def test_anchors_are_kept_made_and_never_repeated():
    body = stream(
        heading(2, "Kept", "as-printed"),
        heading(2, "Made of words"),
        heading(2, "Again", "as-printed"),
        heading(2, "Taken by the page", "citations"),
        heading(2, "Taken too", "role-1"),
        heading(2, "???"),
        heading(2, "Spaces", "a b"),
    )
    anchors = [part.heading.anchor for part in arrange_body(body).parts]
    assert anchors == ["as-printed", "made-of-words", "as-printed-2", "citations-2", "role-1-2", "section", "a-b"]


def test_roles_stand_under_the_heading_before_them():
    assert arrange_body(stream(heading(2, "Jobs"), ("roles", None))).role_level == 3
    assert arrange_body(stream(("roles", None))).role_level == 2
    assert not arrange_body(stream(heading(2, "Jobs"))).has_roles


def test_a_heading_alone():
    assert render(*heading(3, "A & B", "ab")).strip() == '<h3 id="ab">A &amp; B</h3>'
    assert render(*heading(3, "A", 'x" onclick="alert(1)')).count('"') == 2


@pytest.mark.django_db
def test_image_at_the_source():
    html = render(
        "image", {"image": None, "src": "https://x.example/a.png", "alt": 'A "b"', "caption": "C", "credit": "D"}
    )
    assert 'src="https://x.example/a.png" alt="A &quot;b&quot;" loading="lazy"' in html
    assert "<figcaption>C" in html
    assert ">D</span>" in html


@pytest.mark.django_db
def test_image_of_the_library_comes_first():
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    image = get_image_model().objects.create(title="Bridge", file=get_test_image_file())
    html = render("image", {"image": image.pk, "src": "https://x.example/a.png", "alt": "A bridge"})
    assert 'alt="A bridge"' in html
    assert 'loading="lazy"' in html
    assert "x.example" not in html


@pytest.mark.django_db
def test_image_without_anything_shows_its_caption_only():
    html = render("image", {"image": None, "src": "javascript:alert(1)", "alt": "x", "caption": "C"})
    assert "<img" not in html
    assert "<figcaption>C" in html


def test_table_scrolls_and_has_header_cells():
    html = render("table", {"caption": "", "header": ["A", "<b>"], "rows": [["<p><b>1</b></p>", "<p>2</p>"]]})
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="Table">' in html
    assert '<th scope="col">&lt;b&gt;</th>' in html
    assert "<td><p><b>1</b></p></td>" in html


def test_embed_is_a_link_and_nothing_of_another_site():
    html = render("embed", {"url": "https://www.youtube-nocookie.com/embed/abc"})
    assert 'href="https://www.youtube-nocookie.com/embed/abc" rel="noopener">Open on youtube-nocookie.com' in html
    assert "<iframe" not in html
    assert "src=" not in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//[", ""])
def test_addresses_that_lead_nowhere_good_are_no_links(url):
    assert "href" not in render("embed", {"url": url})
    call = render("call_to_action", {"text": "T", "url": url, "label": "L"})
    assert "href" not in call
    assert "L" in call


def test_a_call_to_action_may_write_a_mail():
    assert 'href="mailto:a@b.example"' in render("call_to_action", {"url": "mailto:a@b.example", "label": "Write"})


def test_quote_key_points_and_faq():
    assert "— Ada" in render("quote", {"html": "<p>Q</p>", "attribution": "Ada"})
    assert "<li><p>One</p></li>" in render("key_points", {"items": ["<p>One</p>"]})
    faq = render("faq", {"items": [{"question": "Why <i>?", "answer_html": "<p>Because.</p>"}]})
    assert "<summary>Why &lt;i&gt;?</summary>" in faq
    assert "<p>Because.</p>" in faq
