from __future__ import annotations

import re
import unicodedata

import pytest

from scraper.parsing.words import WORD, bare, scrub, scrub_page, squash


@pytest.mark.parametrize("text", ["plain\n\ttext", "a\x00b", "a\x7fb", "a\ud800b", "a\uffffb", "é“”\ufffe", ""])
def test_a_page_is_scrubbed_as_any_text_is(text: str) -> None:
    scrubbed, encoded = scrub_page(text)
    assert scrubbed == scrub(text)
    assert encoded == scrubbed.encode()


@pytest.mark.parametrize("text", ["What’s “new”?", "A—B… C\u00a0D", "½ ﬁne 100% $5", "Straße", "E-mail_1", "ⅣA ’"])
def test_bare_words_are_those_of_the_folded_text(text: str) -> None:
    assert bare(text) == " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def test_one_line() -> None:
    assert squash(" Career\n\u200b Advancement ") == "Career Advancement"
    assert re.fullmatch(r"\S+ \S+", squash("a \t b"))
