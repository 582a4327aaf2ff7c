"""A byline's dates read as the language writes them."""

from __future__ import annotations

import pytest
from django.utils import translation

from articles.reading.byline import partial_date


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en-us", "Oct. 3, 2022", "October 2022"),
        ("de", "3. Oktober 2022", "Oktober 2022"),
        ("hu", "2022. október 3.", "2022. október"),
    ],
)
def test_a_partial_date_in_words(language: str, day: str, month: str) -> None:
    with translation.override(language):
        said = [partial_date(value) for value in ("2022-10-03", "2022-10", "2022", "autumn")]
    assert said == [day, month, "2022", "autumn"]
