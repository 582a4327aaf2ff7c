"""What the standing jobs do: the table of them, each with its words and its usual schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.jobs.duties.ageing import age_figures
from articles.jobs.duties.images import fetch_missing_images
from articles.jobs.duties.links import check_due_links
from articles.jobs.duties.pictures import make_pictures
from articles.jobs.duties.search import keep_search_quick
from articles.jobs.duties.tidying import tidy_up
from articles.keeping.retention import WORDS, clean_up


@dataclass(frozen=True, kw_only=True)
class Duty:
    label: Any
    purpose: Any
    schedule: str
    """Its usual one, in the site's time zone; each at a quiet hour of its own."""
    work: Callable[[], dict[str, int]]
    """Does it; gives back what it counted, by a word of `COUNTED`."""


PICTURES = "pictures"
WAITING = "waiting"
"""What a duty counts that it left for another turn; then the job is asked for again."""

DUTIES = {
    "figure-ageing": Duty(
        label=_("Figure ageing"),
        purpose=_("Counts the salaries and other figures that have become old, for the home screen and the report."),
        schedule="10 1 * * *",
        work=age_figures,
    ),
    "image-fetches": Duty(
        label=_("Image fetches"),
        purpose=_("Asks again for images that pages show and that have no copy in the image library yet."),
        schedule="0 5 * * *",
        work=fetch_missing_images,
    ),
    "link-checks": Duty(
        label=_("Link checks"),
        purpose=_("Asks whether what published articles cite still leads where it did."),
        schedule="30 3 * * *",
        work=check_due_links,
    ),
    PICTURES: Duty(
        label=_("Pictures"),
        purpose=_("Makes the sizes and formats in which pages show an image; asked for whenever an image is saved."),
        schedule="30 4 * * *",
        work=make_pictures,
    ),
    "search-upkeep": Duty(
        label=_("Search upkeep"),
        purpose=_("Brings the search index into step with the pages, and keeps it quick."),
        schedule="50 2 * * 0",
        work=keep_search_quick,
    ),
    "snapshot-clean-up": Duty(
        label=_("Snapshot clean-up"),
        purpose=_("Deletes stored responses and files of runs that nobody needs any more."),
        schedule="40 2 * * *",
        work=clean_up,
    ),
    "tidying": Duty(
        label=_("Tidying"),
        purpose=_("Marks runs that died as such, and deletes what the queue remembers of tasks long done."),
        schedule="20 2 * * *",
        work=tidy_up,
    ),
}

COUNTED = WORDS | {
    "articles": _("articles with an old figure"),
    "became_old": _("became old this year"),
    "broken": _("gone"),
    "missing": _("images missing"),
    "ok": _("lead where they did"),
    "old": _("old figures"),
    "pages": _("pages in the index"),
    "pictures": _("pictures made"),
    "redirected": _("moved for good"),
    "refused": _("cannot be read"),
    "runs": _("runs marked as killed"),
    "sources": _("sources asked"),
    "tasks": _("tasks forgotten"),
    "unknown": _("do not tell machines"),
    "unreachable": _("do not answer"),
    WAITING: _("wait for another turn"),
    "without_year": _("figures without a year"),
}
"""What the duties count, in words; another word stands for itself."""


def result_in_words(result: dict[str, int]) -> str:
    """ "12 old figures, 3 became old this year"."""
    return ", ".join(f"{number} {COUNTED.get(word, word.replace('_', ' '))}" for word, number in result.items())
