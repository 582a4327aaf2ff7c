from __future__ import annotations

from tests.scraper.parsing.making import OPENING, article, body


def test_markup_and_noise_do_not_change_it() -> None:
    plain = body("<p>Words <b>matter</b>.</p>").fingerprint
    assert body("<div class='x'><p>Words  matter.</p></div>").fingerprint == plain
    assert body("<p>Words matter.</p><p>Share this article</p>").fingerprint == plain
    assert article(OPENING + "<p>Words matter.</p>", before="<nav>Other menu</nav>").fingerprint == plain


def test_words_links_and_dates_change_it() -> None:
    plain = body("<p>Words <a href='/a'>matter</a>.</p>").fingerprint
    assert body("<p>Words <a href='/b'>matter</a>.</p>").fingerprint != plain
    assert body("<p>Words <a href='/a'>count</a>.</p>").fingerprint != plain
    assert article(f"<p>May 1, 2020</p>{OPENING}<p>Words <a href='/a'>matter</a>.</p>").fingerprint != plain
