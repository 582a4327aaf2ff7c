"""A run's articles by outcome: each number leads to its articles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count

from articles.admin.run_columns import tone
from articles.admin.wording import in_order, outcome_label
from articles.models import SyncRun


def counts_of(run: SyncRun, report: str) -> list[dict[str, Any]]:
    """Every outcome with its number and the address of its articles; `report` is the address of the run's report."""
    grouped = run.articles.order_by().values("outcome").annotate(number=Count("pk"))
    counted = {row["outcome"]: row["number"] for row in grouped}
    return [
        {
            "label": outcome_label(outcome),
            "number": number,
            "tone": tone(outcome),
            "url": f"{report}?{urlencode({'outcome': outcome})}",
        }
        for outcome, number in in_order(counted)
    ]
