"""A hub with a past, and the one run of it that everything happens in: what the source said, what editors did since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from articles.models import ArticlePage, PartLock, Source, SourceDocument, SyncRun
from articles.site import prepare_site
from articles.sync import run as running
from articles.sync.merging.parts import part_of
from scraper.items import ScrapedArticle, Term
from scraper.records import CrawledArticle, End, Failure, Record, Unlisted, record_line
from tests.articles.sync.conftest import edit
from tests.articles.sync.samples import HUB, article, body, role

RUNS_OF_THE_PAST = 3
NEW = f"{HUB}new/"
UNDISTURBED = {
    "create": 5, "update": 3, "merge": 1, "conflict": 2, "unchanged": 2, "held": 3, "withdraw": 1, "restore": 2,
    "redirect": 1, "reject": 1, "fail": 1,
}  # fmt: skip
"""What the run does when nobody kills it."""


def prepare() -> Source:
    """Three runs of the past, then the editors."""
    index = prepare_site("Hub", "localhost", 80)
    source = Source.objects.create(
        name="Hub", slug="hub", address=HUB, target=index, policy=Source.Policy.PUBLISH,
        withdraw_after=2, withdraw_share=100, drift_tolerance=100,
    )  # fmt: skip
    editor = get_user_model().objects.create_superuser("editor", "editor@hub.example", "x")
    first = [article(slug) for slug in PAST]
    sync(source, first)
    edit(page("again"), editor, title="My title")
    edit(page("settles"), editor, title="My title")
    without = {"back", "back-new", "gone"}
    past = [
        article(each.slug, title="Their title") if each.slug in ("again", "settles") else each
        for each in first
        if each.slug not in without
    ]
    sync(source, [*past, article("gone"), lost("back"), lost("back-new")])
    sync(source, [*past, lost("gone"), lost("back"), lost("back-new")])
    edit_pages(editor)
    return source


PAST = (
    "again", "back", "back-new", "clash", "fading", "gone", "hidden", "locked", "merged", "moved", "moved-too",
    "part-locked", "plain", "settles", "stays",
)  # fmt: skip


def edit_pages(editor: Any) -> None:
    raw = page("merged").get_latest_revision_as_object().body.get_prep_value()
    raw[1]["value"] = "<p>Managers <b>lead</b> people.</p><p>My paragraph.</p>"
    edit(page("merged"), editor, publish=True, body=raw)
    roles = list(page("clash").get_latest_revision_as_object().roles.all())
    roles[0].html = "<p>My words of the role.</p>"
    edit(page("clash"), editor, roles=roles)
    edit(page("stays"), editor, summary="My summary.")
    PartLock.objects.create(
        document=SourceDocument.objects.get(slug="part-locked"), part=part_of(("summary",)), locked_by=editor
    )
    ArticlePage.objects.filter(slug="locked").update(locked=True)
    page("hidden").delete()


def edition() -> list[Record]:
    """What the source says in the run."""
    changed = [role("Engineering manager", "<p>Their words of the role.</p>"), role("Project Managers")]
    return [
        *told(
            article("new-1", authors=[], topics=[Term(name="Quite new", slug="quite-new")]),
            article("new-2"),
            article("again", title="Their next title"),
            article("back"),
            article("back-new", title="Back again"),
            article("clash", roles=changed, summary="Their summary."),
            article("hidden", title="Of no page"),
            article("locked", title="Of a locked page"),
            article("merged", title="Their title", summary="Their summary."),
        ),
        CrawledArticle(
            article=article("moved-on", url=f"{NEW}moved-on/", title="Moved, and changed"), fetched=[f"{HUB}moved/"]
        ),
        *told(
            article("moved-too", url=f"{NEW}moved-too/"),
            article("part-locked", title="Beside the lock", summary="Under the lock"),
            article("plain", title="Plainly new", blocks=body("<p>New words.</p>")),
            article("settles", title="My title"),
            article("stays"),
            article("new-3"),
            article("stays", url=f"{NEW}stays/", title="Another with the slug"),
            article("new-4"),
        ),
        Failure(url=f"{HUB}broken/", outcome="fail", reason="the server answered 500", status=500),
        Failure(url=f"{HUB}empty/", outcome="reject", reason="the page is empty"),
        lost("gone"),
        lost("fading"),
    ]


def has_run() -> bool:
    """Whether the run has come to its end: a run after it would be the next edition's."""
    ended = (SyncRun.Status.DONE, SyncRun.Status.PROBLEMS)
    return SyncRun.objects.filter(status__in=ended).count() > RUNS_OF_THE_PAST


def sync(source: Source, records: Iterable[ScrapedArticle | Unlisted]) -> None:
    each = [CrawledArticle(article=every) if isinstance(every, ScrapedArticle) else every for every in records]
    crawl, running.crawl = running.crawl, lambda _spec, files, *_others: write(files.records, each)
    try:
        running.run_source(running.request_run(source, SyncRun.Trigger.COMMAND))
    finally:
        running.crawl = crawl


def write(path: Path, records: Iterable[Record]) -> str:
    lines = [record_line(each) for each in [*records, End(complete=True, reason="finished")]]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return ""


def told(*articles: ScrapedArticle) -> list[Record]:
    return [CrawledArticle(article=each) for each in articles]


def lost(slug: str) -> Unlisted:
    return Unlisted(url=f"{HUB}{slug}/", state="gone", status=404, reason="the server answered 404 Not Found")


def page(slug: str) -> ArticlePage:
    return ArticlePage.objects.get(slug=slug)
