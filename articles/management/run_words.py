"""A run and its articles as lines for people and as values for scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from articles.models import Proposal, SyncRun, SyncRunArticle
from articles.sync.meeting import part_in_words
from articles.sync.merging.parts import path_of
from articles.sync.moments import to_the_minute
from articles.sync.report import WORDS

# Rows that share one look for their proposals.
BATCH = 500
MINUTE = 60


def line_of(run: SyncRun) -> str:
    """ "12  my-hub  2026-03-02 04:15  done  25 articles: 3 updated, 22 unchanged  48 s"."""
    started = run.started_at or run.created_at
    said = counts_in_words(run.counts) or run.message
    parts = [str(run.pk), run.source.slug, to_the_minute(started), run.status, said, _duration(run)]
    parts += ["taken back"] if run.undone_at else []
    return "  ".join(filter(None, parts))


def facts(run: SyncRun) -> dict[str, Any]:
    moments = ("created_at", "started_at", "finished_at", "released_at", "undone_at")
    return {
        "run": run.pk,
        "source": run.source.slug,
        "status": run.status,
        "trigger": run.trigger,
        "user": run.user.get_username() if run.user else None,
        **{name: moment.isoformat() if (moment := getattr(run, name)) else None for name in moments},
        "found": run.found,
        "crawled": run.crawled,
        "complete": run.complete,
        "counts": run.counts,
        "message": run.message,
        "drift": run.drift,
        "durations": run.durations,
    }


def run_lines(run: SyncRun) -> Iterator[str]:
    """What is to be told of the run itself."""
    yield f"run {run.pk} of {run.source.slug}: {run.get_status_display()}"
    who = f" ({run.user.get_username()})" if run.user else ""
    yield f"started by: {run.get_trigger_display()}{who}"
    yield f"started: {to_the_minute(run.started_at) if run.started_at else 'not yet'}"
    if run.finished_at:
        yield f"ended: {to_the_minute(run.finished_at)} after {_duration(run)}"
    if run.durations:
        yield f"phases: {', '.join(f'{phase} {seconds:.1f} s' for phase, seconds in run.phases)}"
    yield f"crawled: {run.crawled} of {run.found} articles found{'' if run.complete else '; not the whole hub'}"
    if run.counts:
        yield counts_in_words(run.counts)
    if run.message:
        yield f"message: {run.message}"
    yield from _drift_lines(run.drift)
    if run.released_at:
        yield f"released from the drift brake: {to_the_minute(run.released_at)}"
    if run.undone_at:
        yield f"taken back: {to_the_minute(run.undone_at)}"


def _drift_lines(drift: dict[str, Any]) -> Iterator[str]:
    for fall in drift.get("falls", []):
        yield f"drift: {fall['words']}{' (this stops the run)' if fall['brakes'] else ''}"
    if drift.get("note"):
        yield f"drift: {drift['note']}"


def article_lines(articles: QuerySet[SyncRunArticle], *, with_removed: bool) -> Iterator[str]:
    """One line an article, and under it what else is to be told of it."""
    for article, proposals in _with_proposals(articles):
        where = f" [page {article.page_id}: {edit_address(article.page_id)}]" if article.page_id else ""
        reason = f": {article.reason}" if article.reason else ""
        yield f"{article.outcome}: {article.url}{reason}{where}"
        details = article.details
        for notice in details.get("notices", []):
            yield f"    notice: {notice}"
        for proposal in proposals:
            yield f"    proposal {proposal.pk}, open: {part_in_words(path_of(proposal.part))}"
        if undo := details.get("undo"):
            yield f"    {undo['outcome']}{': ' + undo['reason'] if undo['reason'] else ''}"
        yield from _removed_lines(details.get("removed", []), with_removed=with_removed)


def _removed_lines(removed: list[dict[str, str]], *, with_removed: bool) -> Iterator[str]:
    if with_removed:
        for each in removed:
            yield f"    dropped {each['what']}: {' '.join(each['text'].split())}"
    elif removed:
        counted = Counter(each["what"] for each in removed)
        yield f"    dropped: {', '.join(f'{number} {what}' for what, number in counted.items())}"


def article_facts(articles: QuerySet[SyncRunArticle]) -> Iterator[dict[str, Any]]:
    for article, proposals in _with_proposals(articles):
        yield {
            "url": article.url,
            "outcome": article.outcome,
            "reason": article.reason,
            "page": article.page_id,
            "edit": edit_address(article.page_id) if article.page_id else None,
            "details": article.details,
            "proposals": [
                {"id": each.pk, "part": path_of(each.part), "base": each.base, "ours": each.ours, "theirs": each.theirs}
                for each in proposals
            ],
        }


def edit_address(page: int) -> str:
    """Of the page's editor in the admin."""
    return f"{get_admin_base_url() or ''}{reverse('wagtailadmin_pages:edit', args=[page])}"


def counts_in_words(counts: dict[str, int]) -> str:
    """ "25 articles: 3 updated, 22 unchanged"; empty when nothing was counted."""
    total = sum(counts.values())
    if not total:
        return ""
    said = ", ".join(f"{counts[word]} {WORDS[word]}" for word in WORDS if counts.get(word))
    return f"{total} {'article' if total == 1 else 'articles'}: {said}"


def _with_proposals(articles: QuerySet[SyncRunArticle]) -> Iterator[tuple[SyncRunArticle, list[Proposal]]]:
    """Each article with the proposals that are open for it now."""
    for batch in _batches(articles.defer("before").iterator(BATCH)):
        documents = {article.document_id for article in batch if article.document_id}
        waiting = Proposal.objects.filter(document__in=documents, status=Proposal.Status.OPEN)
        by_document: dict[int, list[Proposal]] = {}
        for proposal in waiting:
            by_document.setdefault(proposal.document_id, []).append(proposal)
        for article in batch:
            yield article, by_document.get(article.document_id or 0, [])


def _batches(articles: Iterator[SyncRunArticle]) -> Iterable[list[SyncRunArticle]]:
    while batch := list(islice(articles, BATCH)):
        yield batch


def _duration(run: SyncRun) -> str:
    if not run.started_at or not run.finished_at:
        return ""
    minutes, seconds = divmod(int((run.finished_at - run.started_at).total_seconds()), MINUTE)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
