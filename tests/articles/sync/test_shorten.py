"""Texts that must fit."""

from articles.sync.shorten import one_line, shortened


def test_what_fits_stays() -> None:
    assert shortened("a  title\nhere", 12) == "a title here"


def test_a_long_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert shortened("one two three four", 12) == "one two…"


def test_a_single_long_word_is_cut() -> None:
    assert shortened("x" * 20, 10) == "x" * 9 + "…"


def test_nothing_is_nothing() -> None:
    assert (one_line(None), shortened(None, 5)) == ("", "")
