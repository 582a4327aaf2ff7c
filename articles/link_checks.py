"""Asks now and then whether what published articles cite is still there; whoever was not asked for longest is first.

Source of truth: one `LinkCheck` an address. The asking is a process of its own, `python -m scraper.links`; what it had
told when it ended is kept, and the rest is asked the next time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import ArticleCitation, LinkCheck
from articles.serving.purge import purge
from articles.sync.scraper_process import run_scraper
from scraper.links.answers import LinkAnswer, LinksSpec, read_answers

ASK_AGAIN = timedelta(days=14)
"""A citation that was there will be there next week; what is asked more often is only load."""
ASK_AGAIN_SOON = timedelta(days=1)
"""After a failure, which may be a passing one."""
FAILED = (LinkCheck.State.BROKEN, LinkCheck.State.UNREACHABLE)
KEPT = ["state", "status", "location", "reason", "failures", "checked_at"]
MOST = 2000
"""Addresses of one round."""


def due_links(most: int = MOST) -> list[str]:
    """Addresses that published articles cite and that were not asked for lately, those never asked first."""
    now = timezone.now()
    cited = ArticleCitation.objects.filter(page__live=True).exclude(url="").order_by().values_list("url", flat=True)
    known = LinkCheck.objects.filter(url=OuterRef("url"))
    never = list(cited.filter(~Exists(known)).distinct()[:most])
    if len(never) == most:
        return never
    again = LinkCheck.objects.filter(Exists(cited.filter(url=OuterRef("url"))))
    due = again.filter(checked_at__lt=now - ASK_AGAIN) | again.filter(
        checked_at__lt=now - ASK_AGAIN_SOON, state=LinkCheck.State.UNREACHABLE
    )
    return [*never, *due.order_by("checked_at").values_list("url", flat=True)[: most - len(never)]]


def check_links(
    urls: list[str], *, allow_private: bool = False, progress: Callable[[int, int], None] = lambda _found, _done: None
) -> dict[str, int]:
    """Ask for the addresses and keep what they answered; how many were found in which state."""
    with TemporaryDirectory() as folder:
        links, out = Path(folder) / "links.json", Path(folder) / "answers.jsonl"
        spec = LinksSpec(urls=urls, allow_private=allow_private)
        links.write_text(json.dumps(spec.to_dict()), encoding="utf-8")
        run_scraper("scraper.links", [str(links), str(out)], progress)
        answers = list(read_answers(out)) if out.exists() else []
    return keep_answers(answers)


def keep_answers(answers: list[LinkAnswer]) -> dict[str, int]:
    known = LinkCheck.objects.filter(url__in=[told.url for told in answers])
    failures = dict(known.values_list("url", "failures"))
    now = timezone.now()
    checks = [
        LinkCheck(
            url=told.url,
            state=told.state,
            status=told.status,
            location=told.location or "",
            reason=told.reason,
            failures=failures.get(told.url, 0) + 1 if told.state in FAILED else 0,
            checked_at=now,
        )
        for told in answers
    ]
    LinkCheck.objects.bulk_create(checks, update_conflicts=True, unique_fields=["url"], update_fields=KEPT)
    purge()
    return dict(Counter(told.state for told in answers))
