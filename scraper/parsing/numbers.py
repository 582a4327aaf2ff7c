"""Numbers as printed: amounts with their currency and grouping, percentages."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:[,.'\u2009\u202f\u00a0 ]\d{2,3})+(?:\.\d{1,2}|,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
CURRENCY = r"US\$|CA\$|C\$|AU\$|A\$|NZ\$|HK\$|S\$|R\$|MX\$|USD|CAD|AUD|EUR|GBP|INR|CHF|BRL|JPY|ILS|Rs\.?|[$€£₹¥￥₪₩₺]"
MAGNITUDE = (
    r"\s?(?:million(?:s|en)?|billion|trillion|mio\.?|mrd\.?|milliards?|millones|mil(?:hão|hões)|mil|crores?"
    r"|lakhs?|bn|tn)\b"
    r"|[KkMB]\b|\s?[万億千]"
)
AFTER = (
    r"(?:€|£|₹|₪|円|EUR|Euros?|euros?|dollars|dólares|USD|US\$|INR|rupees|reais|shekels|CHF|Franken|zł"
    r"|ש״ח|ש\"ח|شيكل|دولار(?:ًا|ا)?|ريال(?:ًا|ا)?)"
)
MONEY = rf"(?:(?:{CURRENCY})\s?(?:{NUMBER})(?:{MAGNITUDE})?|(?:{NUMBER})(?:{MAGNITUDE})?\s?{AFTER}(?:(?<=円)|(?!\w)))"
CODES = {
    **dict.fromkeys(("$", "us$", "usd", "dollars", "dólares", "دولار", "دولارًا", "دولارا"), "USD"),
    **dict.fromkeys(("c$", "ca$", "cad"), "CAD"),
    **dict.fromkeys(("a$", "au$", "aud"), "AUD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp"), "GBP"),
    **dict.fromkeys(("₹", "inr", "rs", "rs.", "rupees"), "INR"),
    **dict.fromkeys(("¥", "￥", "円", "jpy"), "JPY"),
    **dict.fromkeys(("₪", "ils", "shekels", "ש״ח", 'ש"ח', "شيكل"), "ILS"),
    **dict.fromkeys(("r$", "brl", "reais"), "BRL"),
    **dict.fromkeys(("chf", "franken"), "CHF"),
    **dict.fromkeys(("ريال", "ريالًا", "ريالا"), "SAR"),
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "mx$": "MXN",
    "₩": "KRW",
    "₺": "TRY",
    "zł": "PLN",
}
POWERS = {
    **dict.fromkeys(("k", "千", "mil"), 1e3),
    "万": 1e4,
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("crore", "crores"), 1e7),
    "億": 1e8,
    **dict.fromkeys(("m", "mio", "million", "millions", "millionen", "millones", "milhão", "milhões"), 1e6),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "milliard", "milliards"), 1e9),
    **dict.fromkeys(("tn", "trillion"), 1e12),
}
EVERYDAY = frozenset({"k", "千", "mil", "万", "lakh", "lakhs"})
"""Powers in which pay is told; larger ones make a budget of it."""
_MONEY = re.compile(rf"(?P<before>{CURRENCY})?\s?(?P<number>{NUMBER})(?P<power>{MAGNITUDE})?\s?(?P<after>{AFTER})?")

GROUPING = re.compile(r"['\u2009\u202f\u00a0 ]")
DECIMAL = re.compile(r"([\d.,]*?)(?:[.,](\d{1,2}))?")
NO_DIGIT = re.compile(r"\D")


def read_money(text: str) -> tuple[float, str | None, bool]:
    """Amount, currency code, and whether it is told in millions or more.

    >>> read_money("₹4,73,876"), read_money("$1.67 trillion"), read_money("45.000 €")
    ((473876.0, 'INR', False), (1670000000000.0, 'USD', True), (45000.0, 'EUR', False))
    """
    match = _MONEY.search(text)
    if match is None:
        return 0.0, None, False
    word = (match["power"] or "").strip().strip(".").lower()
    power = POWERS.get(word, 1.0)
    code = CODES.get((match["before"] or match["after"] or "").lower())
    return round(read_number(match["number"]) * power, 2), code, power > 1 and word not in EVERYDAY


def read_number(text: str) -> float:
    """The value of a printed number: the last mark is a decimal one when one or two digits follow it.

    >>> read_number("1.234,50"), read_number("165,370"), read_number("4.5"), read_number("4,73,876")
    (1234.5, 165370.0, 4.5, 473876.0)
    """
    digits = text if text.isdecimal() else GROUPING.sub("", text)
    match = DECIMAL.fullmatch(digits)
    if match is None:
        return float(NO_DIGIT.sub("", digits) or 0)
    whole = NO_DIGIT.sub("", match[1])
    return float(f"{whole or 0}.{match[2] or 0}")
