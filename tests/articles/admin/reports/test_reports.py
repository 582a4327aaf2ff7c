"""The reports: what each lists, to whom, and as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import load_workbook

from articles.admin.reports.figures import AGES
from articles.admin.reports.register import ALL
from articles.models import ArticlePage, LinkCheck, PartLock, SourceDocument, SourceReference
from articles.sync.merging.parts import part_of
from scraper.items import Citation, Figure
from scraper.records import Unlisted
from tests.articles.admin.incoming.conftest import page_editor
from tests.articles.sync.conftest import Hub, editor, hub, index, source
from tests.articles.sync.samples import HUB, STATISTICS, article

__all__ = ["editor", "hub", "index", "page_editor", "source"]
NAMES = [report.name for report in ALL]


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def address(name: str) -> str:
    return reverse(f"hub_reports:{name}")


def rows(client: Client, name: str, **query: Any) -> list[Any]:
    answer = client.get(address(name), query)
    assert answer.status_code == 200
    return list(answer.context["object_list"])


def as_csv(client: Client, name: str, **query: Any) -> list[dict[str, str]]:
    answer = client.get(address(name), {"export": "csv", **query})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def publish() -> None:
    for page in ArticlePage.objects.all():
        page.get_latest_revision().publish()


def figure(text: str, year: int | None) -> Figure:
    return Figure(kind="growth", text=text, amount=4.0, end_year=year)


class TestStaleFigures:
    @pytest.fixture(autouse=True)
    def now(self, hub: Hub) -> Any:
        hub.sync(
            article(figures=[figure("new", 2026), figure("last", 2025), figure("old", 2023), figure("open", None)])
        )
        with time_machine.travel("2026-05-04"):
            yield

    def listed(self, client: Client, **query: Any) -> set[str]:
        return {each.text for each in rows(client, "stale-figures", **query)}

    def test_of_published_articles_alone(self, client: Client) -> None:
        assert self.listed(client) == set()
        publish()
        assert self.listed(client) == {"old", "open"}

    def test_by_age_kind_and_words(self, client: Client) -> None:
        publish()
        assert self.listed(client, age="1") == {"last", "old"}
        assert self.listed(client, age="3") == {"old"}
        assert self.listed(client, age="5") == set()
        assert self.listed(client, age="none") == {"open"}
        assert self.listed(client, kind="salary") == set()
        assert self.listed(client, q="old") == {"old"}


def test_ages_are_in_the_language_of_who_reads_them() -> None:
    labels = [label for _age, label in AGES]
    assert all(isinstance(label, Promise) for label in labels), "not that of who started the server"
    assert list(map(str, labels)) == ["At least 1 year old", *(f"At least {years} years old" for years in (2, 3, 5))]


def test_incomplete_articles(hub: Hub, client: Client) -> None:
    hub.sync(article("whole"), article("bare", summary=None, roles=[], related=[]))
    publish()
    found = {each.article_title: each for each in rows(client, "incomplete-articles")}
    assert set(found) == {"All about whole", "All about bare"}, "no image was stored of either"
    told = {each["Article"]: each["Without"] for each in as_csv(client, "incomplete-articles")}
    assert told == {"All about whole": "an image", "All about bare": "roles, a summary, an image, related articles"}
    for lack in ("roles", "summary", "related"):
        assert [each.article_title for each in rows(client, "incomplete-articles", lacks=lack)] == ["All about bare"]


def test_what_changed_under_a_lock(hub: Hub, editor: Any, client: Client) -> None:
    hub.sync(article())
    PartLock.objects.create(document=SourceDocument.objects.get(), part=part_of(("summary",)), locked_by=editor)
    assert rows(client, "changed-under-lock") == []
    hub.sync(article(summary="=Theirs"))
    [row] = rows(client, "changed-under-lock")
    assert (row.article_title, row.changes) == ("All about careers", 1)
    [line] = as_csv(client, "changed-under-lock")
    assert (line["Part"], line["The source says"]) == ("Summary", "'=Theirs"), "no formula reaches a spreadsheet"


def test_what_is_away_at_its_source(hub: Hub, client: Client) -> None:
    hub.sync(*(article(f"a{number}") for number in range(12)))
    assert rows(client, "withdrawn") == []
    gone = Unlisted(url=f"{HUB}a0/", state="gone", status=404, reason="404")
    hub.sync(gone, *(article(f"a{number}") for number in range(1, 12)))
    [row] = rows(client, "withdrawn")
    assert (row.article_title, row.missing_count) == ("All about a0", 1)
    assert rows(client, "withdrawn", missing="gone") == [row]
    assert rows(client, "withdrawn", missing="redirected") == []


def test_references_that_lead_nowhere_here(hub: Hub, client: Client) -> None:
    hub.sync(article())
    found = {(each.kind, each.url) for each in rows(client, "open-references")}
    assert ("related", f"{HUB}other/") in found
    hub.sync(article(), article("other"))
    assert ("related", f"{HUB}other/") not in {(each.kind, each.url) for each in rows(client, "open-references")}


def check(url: str, state: str, **more: Any) -> None:
    LinkCheck.objects.create(url=url, state=state, checked_at=timezone.now(), **more)


def test_citations_that_lead_nowhere(hub: Hub, client: Client) -> None:
    cited = {
        state: f"https://{state}.example/" for state in ("ok", "redirected", "broken", "unreachable", "unknown", "slow")
    }
    hub.sync(article(citations=[Citation(url=url, text=state, claim="So it is.") for state, url in cited.items()]))
    publish()
    for state, url in cited.items():
        check(url, "unreachable" if state == "slow" else state, failures=1 if state == "slow" else 2)
    assert {each.text for each in rows(client, "broken-citations")} == {"redirected", "broken", "unreachable"}
    assert {each.text for each in rows(client, "broken-citations", state="broken")} == {"broken"}
    ArticlePage.objects.update(live=False)
    assert rows(client, "broken-citations") == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_workbook_too(name: str, hub: Hub, client: Client) -> None:
    fill(hub)
    answer = client.get(address(name), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["A1"].value == "Article"
    assert sheet["A2"].value.startswith("All about")
    assert name in answer["Content-Disposition"]


@pytest.mark.parametrize("name", NAMES)
def test_one_sees_the_pages_that_one_may_edit(
    name: str, hub: Hub, page_editor: Any, index: Any, signed_in: Any
) -> None:
    fill(hub)
    assert rows(page_editor("here", index), name)
    elsewhere = index.get_parent().add_child(instance=type(index)(title="Elsewhere", slug="elsewhere"))
    assert rows(page_editor("there", elsewhere), name) == []
    assert signed_in("view_syncrun").get(address(name)).status_code == 302
    assert Client().get(address(name)).status_code == 302


@pytest.mark.parametrize("name", NAMES)
def test_many_rows_ask_no_more_often(name: str, hub: Hub, editor: Any, client: Client, count_queries: Any) -> None:
    fill(hub)
    hub.sync(*(article(f"more-{number}", figures=[figure("old", 2001)]) for number in range(30)))
    publish()
    SourceDocument.objects.update(missing="gone", missing_since=timezone.now())
    for document in SourceDocument.objects.all():
        PartLock.objects.get_or_create(document=document, part=part_of(("title",)), defaults={"changes": 1})
        SourceReference.objects.get_or_create(document=document, kind="link", url="https://hub.example/nowhere/")
    PartLock.objects.update(locked_by=editor)
    assert len(rows(client, name)) > 20
    assert count_queries(client, address(name)) <= 15


def fill(hub: Hub) -> None:
    """One row for each report."""
    hub.sync(article(figures=[figure("old", 2001)], summary=None))
    publish()
    document = SourceDocument.objects.get()
    PartLock.objects.create(document=document, part=part_of(("title",)), changes=1, theirs="Theirs")
    SourceDocument.objects.update(missing="gone", missing_since=timezone.now())
    SourceReference.objects.create(document=document, kind="link", url="https://hub.example/nowhere/")
    check(STATISTICS, "broken")
