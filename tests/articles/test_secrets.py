"""What is sealed opens with the key it was sealed with, and with no other."""

from __future__ import annotations

from typing import Any

import pytest

from articles.secrets import SealBroken, open_sealed, seal


def test_a_sealed_text_tells_nothing_and_opens_again() -> None:
    sealed = seal("a secret of umlauts: äöü")
    assert "secret" not in sealed
    assert sealed != seal("a secret of umlauts: äöü")
    assert open_sealed(sealed) == "a secret of umlauts: äöü"


def test_another_key_opens_nothing_until_the_old_one_is_named(settings: Any) -> None:
    sealed, old = seal("word"), settings.SECRET_KEY
    settings.SECRET_KEY = "another one"
    with pytest.raises(SealBroken, match="another SECRET_KEY"):
        open_sealed(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert open_sealed(sealed) == "word"


@pytest.mark.parametrize("text", ["", "no seal", "ümlaut"])
def test_what_was_never_sealed(text: str) -> None:
    with pytest.raises(SealBroken):
        open_sealed(text)
