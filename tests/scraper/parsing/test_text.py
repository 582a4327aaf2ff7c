from __future__ import annotations

from scraper import article_text
from scraper.parsing.text import body_text
from tests.scraper.parsing.making import body


def test_every_kind_of_block_is_told() -> None:
    text = article_text(
        body(
            "<h2>Jobs you can get with Latin</h2><h3>Clerk</h3><p>writes</p><h3>Usher</h3><p>opens</p>"
            "<h2>Rest</h2><blockquote>Ink. "
            "<cite>Ada</cite></blockquote><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
            "<h2>FAQ</h2><h3>Why?</h3><p>So.</p><h3>How?</h3><p>Thus.</p>"
        )
    )
    for part in ("A page", "Clerk\n\nwrites", "Usher", "Ink.\n— Ada", "A\tB\n1\t2", "Why?\n\nSo."):
        assert part in text


def test_the_running_text_leaves_out_title_pictures_and_calls() -> None:
    article = body(
        '<p>Said first.</p><figure><img src="/a.png" alt="x"><figcaption>A caption.</figcaption></figure>'
        "<h2>Jobs you can get with Latin</h2><h3>Clerk</h3><p>writes</p><h3>Usher</h3><p>opens</p>"
        '<p class="cta"><a href="/apply/">Apply now</a></p>'
    )
    text = body_text(article)
    assert not text.startswith(article.title)
    assert "Said first." in text
    assert "Clerk\n\nwrites" in text
    for left_out in (article.title, "A caption.", "Apply now"):
        assert left_out in article_text(article)
        assert left_out not in text
