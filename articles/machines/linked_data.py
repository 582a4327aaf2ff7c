"""What a page says to search engines as JSON-LD: roles, people, and lists of pages, as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from articles.explorer.role_page import RoleView
    from articles.explorer.statements import Board

DURATIONS = {"year": "P1Y", "month": "P1M", "week": "P1W", "day": "P1D", "hour": "PT1H"}
# What could end the script element, or be taken for one.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(data: Mapping[str, Any]) -> SafeString:
    """The data in a script element, in which nothing can end it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped above)


def item_list(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Names and addresses, in order."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "url": url}
            for number, (name, url) in enumerate(items, start=1)
        ],
    }


def person(name: str, biography: str, url: str) -> dict[str, Any]:
    return {"@type": "Person", "name": name, "url": url, **({"description": biography} if biography else {})}


def occupation(view: RoleView, url: str) -> dict[str, Any]:
    """A salary only as an article states it: nothing is converted, and a period that nobody states is left out."""
    data: dict[str, Any] = {"@type": "Occupation", "name": view.role.name, "url": url}
    if view.role.description:
        data["description"] = view.role.description
    if salaries := [salary for board in view.said.boards for salary in _salaries(board)]:
        data["estimatedSalary"] = salaries
    return data


def _salaries(board: Board) -> Iterable[dict[str, Any]]:
    measured = board.measured
    for line in board.lines:
        if line.low is not None and line.high is not None:
            said = salary(measured.currency, measured.period, line.low, line.high, is_median=line.is_median)
            yield {**said, "name": line.text}


def salary(currency: str, period: str, low: float, high: float, *, is_median: bool) -> dict[str, Any]:
    """An amount, or from one to another; a period that nobody states is left out."""
    if is_median and low == high:
        duration = {"duration": DURATIONS[period]} if period in DURATIONS else {}
        return {"@type": "MonetaryAmountDistribution", "currency": currency, **duration, "median": low}
    amount = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    unit = {"unitText": period.upper()} if period in DURATIONS else {}
    value = {"@type": "QuantitativeValue", **amount, **unit}
    return {"@type": "MonetaryAmount", "currency": currency, "value": value}
