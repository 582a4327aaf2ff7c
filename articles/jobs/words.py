"""A cron expression in words, in the language of whoever reads."""

from __future__ import annotations

import calendar
from functools import lru_cache
from pathlib import Path

import cron_descriptor
from cron_descriptor import CasingTypeEnum, ExpressionDescriptor, Options
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language

LOCALES = sorted(each.stem for each in (Path(cron_descriptor.__file__).parent / "locale").glob("*.mo"))
ENGLISH = "en_US"


def cron_in_words(expression: str) -> str:
    """ "At 04:15, every day"; empty for none, and the expression itself where it cannot be read."""
    return _in_words(expression, get_language() or "") if expression else ""


@lru_cache(maxsize=4096)
def _in_words(expression: str, language: str) -> str:
    # "Every 15 minutes" says all there is; "At 04:15" alone leaves one asking on which days.
    at_one_time = all(field.isdigit() for field in expression.split()[:2])
    options = Options(
        casing_type=CasingTypeEnum.Sentence,
        verbose=at_one_time,
        use_24hour_time_format=True,
        locale_code=_locale_of(language),
    )
    try:
        words = ExpressionDescriptor(expression, options).get_full_description()
    except Exception:
        # Whatever the library makes of what was written past the form's checks: the screen must show.
        return expression
    # The library names days and months as the process's locale does.
    for here, names in ((calendar.day_name, WEEKDAYS), (calendar.month_name, MONTHS)):
        for number, name in names.items():
            words = words.replace(here[number], str(name))
    return words


def _locale_of(language: str) -> str:
    """ "nb_NO" of "nb", "pt_PT" of "pt-br"; English where the library speaks no such language."""
    name, _dash, place = language.partition("-")
    exact = f"{name}_{place.upper()}"
    return exact if exact in LOCALES else next((each for each in LOCALES if each.startswith(f"{name}_")), ENGLISH)
