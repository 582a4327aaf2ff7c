"""Numbers as printed: amounts with their currency and grouping, percentages."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:[,.'\u2009\u202f ]\d{2,3})+(?:\.\d{1,2}|,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
CURRENCY = r"US\$|CA\$|C\$|AU\$|A\$|NZ\$|HK\$|S\$|R\$|USD|CAD|AUD|EUR|GBP|INR|CHF|[$€£₹¥]"
MAGNITUDE = r"\s?(?:million|billion|trillion|mio\.?|mrd\.?|millones|crore|lakh|bn|tn)\b|[KkMB]\b"
MONEY = (
    rf"(?:(?:{CURRENCY})\s?(?:{NUMBER})(?:{MAGNITUDE})?|(?:{NUMBER})(?:{MAGNITUDE})?\s?(?:€|£|₹|EUR|Euro|euros"
    rf"|dollars|USD)(?!\w))"
)
CODES = {
    **dict.fromkeys(("$", "us$", "usd", "dollars"), "USD"),
    **dict.fromkeys(("c$", "ca$", "cad"), "CAD"),
    **dict.fromkeys(("a$", "au$", "aud"), "AUD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp"), "GBP"),
    **dict.fromkeys(("₹", "inr"), "INR"),
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "r$": "BRL",
    "¥": "JPY",
    "chf": "CHF",
}
POWERS = {
    "k": 1e3,
    "lakh": 1e5,
    "crore": 1e7,
    **dict.fromkeys(("m", "mio", "million", "millones"), 1e6),
    **dict.fromkeys(("b", "bn", "mrd", "billion"), 1e9),
    **dict.fromkeys(("tn", "trillion"), 1e12),
}
_MONEY = re.compile(
    rf"(?P<before>{CURRENCY})?\s?(?P<number>{NUMBER})(?P<power>{MAGNITUDE})?\s?(?P<after>€|£|₹|EUR|Euros?|euros?"
    rf"|dollars|USD)?"
)


def read_money(text: str) -> tuple[float, str | None, bool]:
    """Amount, currency code, and whether it is told in millions or more.

    >>> read_money("₹4,73,876"), read_money("$1.67 trillion"), read_money("45.000 €")
    ((473876.0, 'INR', False), (1670000000000.0, 'USD', True), (45000.0, 'EUR', False))
    """
    match = _MONEY.search(text)
    if match is None:
        return 0.0, None, False
    power = POWERS.get((match["power"] or "").strip().strip(".").lower(), 1.0)
    code = CODES.get((match["before"] or match["after"] or "").lower())
    return round(read_number(match["number"]) * power, 2), code, power >= 1e6


def read_number(text: str) -> float:
    """The value of a printed number: the last mark is a decimal one when one or two digits follow it.

    >>> read_number("1.234,50"), read_number("165,370"), read_number("4.5"), read_number("4,73,876")
    (1234.5, 165370.0, 4.5, 473876.0)
    """
    digits = re.sub(r"['\u2009\u202f ]", "", text)
    match = re.fullmatch(r"([\d.,]*?)(?:[.,](\d{1,2}))?", digits)
    if match is None:
        return float(re.sub(r"\D", "", digits) or 0)
    whole = re.sub(r"\D", "", match[1])
    return float(f"{whole or 0}.{match[2] or 0}")
