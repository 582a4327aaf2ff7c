from __future__ import annotations

import re

import pytest

from scraper.parsing.word_search import WordKinds, Words, grouped, led_by, lowered

PAY = r"salar\w+|wages?|pay(?!\s+for)|(?:median|mean) income|\w+gehalt|gehalt\w*"


@pytest.mark.parametrize(
    "text",
    [
        "salaries and wages, a wage",
        "they pay for it; the pay",
        "median income, mean income",
        "das einstiegsgehalt, das gehalt",
        "prepay, repaying, wagers",
        "年収は wage",
        "",
    ],
)
def test_words_stand_where_the_whole_expression_finds_them(text: str) -> None:
    whole = re.compile(rf"\b(?:{PAY})\b|年収")
    assert Words(PAY, "年収").spans(text) == [match.span() for match in whole.finditer(text)]


def test_the_first_letter_must_be_told() -> None:
    with pytest.raises(ValueError, match="first letter"):
        Words(r"[ab]c")


def test_words_of_several_meanings_are_told_apart() -> None:
    kinds = WordKinds({"pay": (PAY, "年収"), "cost": (r"prices?|paid", "学費")})
    assert kinds.places("a wage, a price, 学費") == {"pay": [(2, 6)], "cost": [(10, 15), (17, 19)]}
    assert kinds.places("the price, das einstiegsgehalt") == {"pay": [(15, 30)], "cost": [(4, 9)]}
    assert kinds.places("nothing") == {}


@pytest.mark.parametrize("text", ["İstanbul ÄÖ", "ASCII Only"])
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("text", ["the share", "a social-link", "an image-caption", "a caption", "cation", "", "sha"])
def test_alternatives_that_begin_alike_find_what_they_found_apart(text: str) -> None:
    words = r"share|social-?\w+|(?:image|photo)-?captions?|captions?|(?:x-)?y"
    expected = re.search(words, text)
    found = re.search(grouped(words), text)
    assert (found and found.span()) == (expected and expected.span())


def test_a_rest_is_found_behind_whole_words_alone() -> None:
    pattern = re.compile(led_by("in|as of", r"\s(\d+)"))
    assert [match[match.lastindex or 0] for match in pattern.finditer("in 1, as of 2, within 3, in4")] == ["1", "2"]
