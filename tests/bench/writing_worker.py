"""Measures the writing into one empty database, which `DATABASE_URL` names; prints what it found as JSON.

A process of its own: Wagtail binds its search index to the kind of database when it is loaded, and memory is told from
other benches' only so.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Page, ReferenceIndex, Revision  # noqa: E402
from wagtail.search.models import IndexEntry  # noqa: E402

from articles.models import ArticleIndexPage, ArticlePage, Source, SourceDocument, SyncRun  # noqa: E402
from articles.sync.apply import Writer  # noqa: E402
from articles.sync.convert import page_values  # noqa: E402
from articles.sync.importer import import_user  # noqa: E402
from articles.sync.many import write_many  # noqa: E402
from articles.sync.matching import Outcome, Sighting  # noqa: E402
from articles.sync.plan import Decision  # noqa: E402
from articles.sync.planning import make_plan  # noqa: E402
from articles.sync.sightings import Sightings  # noqa: E402
from articles.sync.write import BATCH  # noqa: E402
from scraper.items import ScrapedArticle  # noqa: E402
from scraper.records import End  # noqa: E402
from tests.bench import admin_lists, article_pages, reader_lists, usual_importer  # noqa: E402
from tests.bench.long_articles import HUB, changed, long_article  # noqa: E402
from tests.bench.reader_figures import EARLY  # noqa: E402

FEW = 1_000
ROUNDS = 5
PEER_A_ROUND = 8
"""Of the peer's pages between two of our batches: it sees the tree at the same sizes as we do."""
COUNTED = 100
"""Pages whose queries are counted, in a batch that is not timed: counting takes time itself."""
CHANGED = 400
PEER_CHANGED_A_TURN = 3


@dataclass
class Bench:
    writer: Writer
    written: int = 0
    peers: list[int] = field(default_factory=list)
    found: dict[str, float] = field(default_factory=dict)

    def first_import(self) -> None:
        ours = peer = 0.0
        for turn in range(ROUNDS):
            peer += self.usual_import(PEER_A_ROUND)
            ours += self.fast_import(FEW // ROUNDS)
            tell(f"{self.written} pages, turn {turn + 1} of {ROUNDS} with the peer")
        self.found["import_ms"] = ours / FEW * 1000
        self.found["peer_import_ms"] = peer / (ROUNDS * PEER_A_ROUND) * 1000
        with CaptureQueriesContext(connection) as queries:
            self.fast_import(COUNTED, size=COUNTED)
        self.found["import_queries"] = len(queries) / COUNTED

    def fast_import(self, number: int, size: int = BATCH) -> float:
        """Seconds for so many new pages, live, from parsed article to complete indexes."""
        spent = 0.0
        for start in range(self.written, self.written + number, size):
            articles = [long_article(each) for each in range(start, min(start + size, self.written + number))]
            spent += self.write("create", articles)
        self.written += number
        return spent

    def write(self, outcome: Outcome, articles: list[ScrapedArticle]) -> float:
        """Seconds that a run needs to write so many articles, stocking its library and keeping its report included."""
        documents = dict(SourceDocument.objects.values_list("url", "pk")) if outcome == "update" else {}
        batch = [
            (
                Decision(place=place, url=each.url, outcome=outcome, document=documents.get(each.url), slug=each.slug),
                each,
            )
            for place, each in enumerate(articles)
        ]
        begun = time.perf_counter()
        self.writer.library.stock(articles)
        written = write_many(self.writer, batch)
        spent = time.perf_counter() - begun
        assert [each.outcome for each in written.values()] == [outcome] * len(articles), "all must go the fast way"
        return spent

    def usual_import(self, number: int) -> float:
        """Seconds for so many pages of the peer, from parsed article on. They bear numbers of their own."""
        spent = 0.0
        for each in range(number):
            article = long_article(10**6 + len(self.peers))
            self.writer.library.stock([article])
            begun = time.perf_counter()
            key = usual_importer.write_new(self.writer.parent, article.slug, page_values(article, self.writer.library))
            # The first one warms up what is loaded once.
            spent += time.perf_counter() - begun if self.peers or each else 0.0
            self.peers.append(key)
        return spent * number / (number - 1) if len(self.peers) == number else spent

    def change(self) -> None:
        ours = peer = 0.0
        self.writer.source.policy = Source.Policy.DRAFT
        for turn, start in enumerate(range(0, CHANGED, BATCH)):
            ours += self.write("update", [changed(long_article(each)) for each in range(start, start + BATCH)])
            for key in self.peers[turn * PEER_CHANGED_A_TURN :][:PEER_CHANGED_A_TURN]:
                article = changed(long_article(10**6 + self.peers.index(key)))
                begun = time.perf_counter()
                usual_importer.write_again(key, page_values(article, self.writer.library))
                peer += time.perf_counter() - begun
        self.found["change_ms"] = ours / CHANGED * 1000
        self.found["peer_change_ms"] = peer / (CHANGED // BATCH * PEER_CHANGED_A_TURN) * 1000
        with CaptureQueriesContext(connection) as queries:
            self.write("update", [changed(long_article(each)) for each in range(CHANGED, CHANGED + COUNTED)])
        # One of them looks up the documents' keys, which a run has from its plan.
        self.found["change_queries"] = (len(queries) - 1) / COUNTED
        self.writer.source.policy = Source.Policy.PUBLISH

    def grow(self, number: int) -> None:
        """To so many pages, a thousand at a time; the last thousand is timed."""
        while self.written < number:
            spent = self.fast_import(min(FEW, number - self.written))
            self.found["import_grown_ms"] = spent / FEW * 1000
            self.found["memory_mb"] = (peak() - self.found["memory_before"]) / 2**20
            tell(f"{self.written} pages, {spent:.0f} s for the last {FEW}")

    def settle(self) -> None:
        """What PostgreSQL's autovacuum does in time, unless it is turned off: the planner learns of the rows, and new
        ones take their places in the search's indexes."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

    def plan_unchanged(self) -> None:
        revisions = Revision.objects.count()
        documents = SourceDocument.objects.values_list("url", "slug", "fingerprint", "record__title")
        seen = [
            Sighting(place=place, kind="article", url=url, slug=slug, fingerprint=fingerprint, title=title)
            for place, (url, slug, fingerprint, title) in enumerate(documents)
        ]
        sightings = Sightings(all=seen, end=End(complete=True, reason="finished", found=len(seen)))
        spent = []
        for _turn in range(3):
            begun = time.perf_counter()
            planned = make_plan(self.writer.source, sightings)
            spent.append(time.perf_counter() - begun)
        assert {each.outcome for each in planned.decisions} == {"unchanged"}
        with CaptureQueriesContext(connection) as queries:
            make_plan(self.writer.source, sightings)
        self.found["unchanged_ms"] = min(spent) / len(seen) * 1000
        self.found["unchanged_queries"] = len(queries)
        self.found["unchanged_pages"] = len(seen)
        assert Revision.objects.count() == revisions, "nothing changed: no revision"

    def check(self) -> None:
        """What was imported is all there, findable and with what it refers to."""
        pages = ArticlePage.objects.count()
        assert pages == self.written + len(self.peers) == ArticlePage.objects.live().count()
        assert IndexEntry.objects.filter(content_type__model="articlepage").count() == pages
        refers = ReferenceIndex.objects.filter(base_content_type__model="page").values("object_id").distinct()
        assert refers.count() == pages
        assert Page.objects.get(pk=self.writer.parent).numchild == pages


def peak() -> float:
    """The most memory that this process has held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def resident() -> float:
    """What it holds now; the peak where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * resource.getpagesize() if statm.exists() else peak()


def tell(words: str) -> None:
    print(f"bench: writing on {connection.vendor}: {words}", file=sys.stderr, flush=True)  # noqa: T201


def measured(pages: int) -> Iterator[tuple[str, float]]:
    call_command("migrate", verbosity=0)
    index = ArticleIndexPage(title="Articles", slug="articles-of-the-bench")
    Page.get_first_root_node().add_child(instance=index)
    source = Source.objects.create(name="Bench", slug="bench", address=HUB, target=index, policy=Source.Policy.PUBLISH)
    run = SyncRun.objects.create(source=source)
    bench = Bench(writer=Writer(source=source, parent=index.pk, user=import_user(), version="1", run=run))
    bench.found["memory_before"] = resident()
    bench.first_import()
    bench.settle()
    yield from reader_lists.times(index.pk, EARLY).items()
    bench.change()
    bench.grow(pages)
    bench.check()
    bench.settle()
    bench.plan_unchanged()
    tell("the admin's lists")
    yield from bench.found.items()
    yield from admin_lists.times(index.pk).items()
    tell("the readers' pages")
    yield from reader_lists.times(index.pk, "").items()
    yield from article_pages.times(index.pk).items()


if __name__ == "__main__":
    print(json.dumps(dict(measured(int(sys.argv[1])))))  # noqa: T201 - read by `writing`
