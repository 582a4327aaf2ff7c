"""Lines out of pages and pages out of lines: how many queries, and what is said of a line that is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model

from articles.keeping.errors import KeepingError
from articles.keeping.portable.documents import DOCUMENTS
from articles.keeping.portable.export import export
from articles.keeping.portable.images import image_table
from articles.keeping.portable.library import LIBRARY
from articles.keeping.portable.scope import Scope
from articles.keeping.portable.table import Table
from articles.keeping.portable.tables import REDIRECTS, REFERENCES, SOURCE_IMAGES, SOURCES
from articles.keeping.portable.take_in import take_in
from articles.keeping.portable.waiting import LOCKS, PROPOSALS
from articles.models import ArticlePage, Author, SourceDocument, Topic
from tests.articles.sync.conftest import Hub, _crawls, edit, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "editor", "hub", "index", "source"]

EVERYTHING = Scope(with_drafts=True)
TABLES: tuple[Table, ...] = (
    *LIBRARY, SOURCES, DOCUMENTS, REFERENCES, SOURCE_IMAGES, LOCKS, PROPOSALS, REDIRECTS, image_table(Path()),
)  # fmt: skip


def nothing(_phase: str, _done: int, _total: int) -> None:
    return None


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_column_is_carried_or_left_out_by_decision(table: Table) -> None:
    columns = {each.name for each in table.model._meta.concrete_fields}
    assert columns == {*table.fields, *table.left_out}, "carry the column, or name it in left_out"
    assert not {*table.fields} & {*table.left_out}
    assert {*table.key} <= {*table.fields}
    leading = {each.name for each in table.model._meta.concrete_fields if isinstance(each, models.ForeignKey)}
    assert leading & {*table.fields} == {*table.references}


def test_every_column_of_a_page_is_carried_or_left_out_by_decision() -> None:
    from articles.keeping.portable.pages import MOMENTS, OF_EVERY_PAGE
    from articles.sync.content import FIELDS

    columns = {each.name for each in ArticlePage._meta.concrete_fields}
    left_out = {
        # Of the place in the tree, and of what Wagtail keeps of revisions.
        "id", "page_ptr", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type",
        "draft_title", "live_revision", "latest_revision", "latest_revision_created_at", "has_unpublished_changes",
        "alias_of",
        # Of accounts, and of what is planned.
        "owner", "locked_by", "locked_at", "go_live_at", "expire_at", "expired",
    }  # fmt: skip
    assert columns == {*OF_EVERY_PAGE, *FIELDS, *MOMENTS, "live", "locked", "body"} | left_out


def test_a_hundred_articles_more_cost_as_many_queries_each(hub: Hub, tmp_path: Path) -> None:
    """By batches: what a batch costs does not depend on how many articles there are."""
    hub.sync(*(article(f"article-{number}") for number in range(100)))
    export(tmp_path / "warm", EVERYTHING, nothing)
    few = queries(lambda: export(tmp_path / "few", EVERYTHING, nothing))
    hub.sync(*(article(f"article-{number}") for number in range(300)))
    many = queries(lambda: export(tmp_path / "many", EVERYTHING, nothing))
    assert json.loads((tmp_path / "many" / "export.json").read_text())["counts"]["articles.jsonl"] == 300
    assert few < 100, "a batch of a hundred, not an article, costs queries"
    assert many - few <= 2 * few
    # An import that finds everything as it is reads in batches too.
    assert not take_in(tmp_path / "many", nothing).problems
    assert queries(lambda: take_in(tmp_path / "many", nothing)) < 300


def change(folder: Path, name: str, number: int, act: Callable[[Any], Any]) -> None:
    path = folder / f"{name}.jsonl"
    lines = path.read_text().splitlines()
    lines[number - 1] = act(lines[number - 1])
    path.write_text("".join(f"{line}\n" for line in lines))


def changed(**values: Any) -> Callable[[str], str]:
    return lambda line: json.dumps(json.loads(line) | values)


def in_content(**values: Any) -> Callable[[str], str]:
    def act(text: str) -> str:
        line = json.loads(text)
        line["content"] |= values
        return json.dumps(line)

    return act


def in_child(relation: str, **values: Any) -> Callable[[str], str]:
    def act(text: str) -> str:
        line = json.loads(text)
        line["content"][relation][0] |= values
        return json.dumps(line)

    return act


WRONG: list[tuple[str, Callable[[str], str], str]] = [
    ("articles", lambda line: line[:50], "articles.jsonl, line 1: this is no JSON"),
    ("articles", lambda line: "[]", "articles.jsonl, line 1: expected an object, found list"),
    ("articles", in_content(title=3), "articles.jsonl, line 1: content.title: expected a text, found int"),
    ("articles", in_content(title="x" * 300), "line 1: content.title: longer than 255 characters"),
    ("articles", in_content(published="2024-13-45"), "line 1: content.published: "),
    ("articles", in_content(topics=[3]), "line 1: content.topics: expected a list of slugs"),
    ("articles", in_content(more=1), "line 1: content.more: there is no such field"),
    ("articles", in_child("roles", title=None), "line 1: content.roles[0].title: expected a text"),
    ("articles", in_child("authors", author=7), "line 1: content.authors[0].author: expected a name"),
    ("articles", in_child("figures", amount="much"), "line 1: content.figures[0].amount: "),
    ("articles", in_child("body", type="script"), "line 1: content.body[0].type: there is no block 'script'"),
    ("articles", in_child("body", value=[1]), "line 1: content.body[0].value: expected an object, found list"),
    ("articles", changed(address="a"), "line 1: address: expected an address between slashes"),
    ("articles", changed(address="/no/where/"), "line 1: address: there is no page above /no/where/"),
    ("articles", changed(live="yes"), "line 1: live: expected true or false"),
    ("articles", changed(private="x"), "line 1: private: expected null"),
    ("articles", lambda line: json.dumps({"address": "/x/"}), "line 1: live: missing"),
    ("topics", changed(slug="not a slug!"), "topics.jsonl, line 1: slug: "),
    ("topics", changed(aliases="x"), "topics.jsonl, line 1: aliases: expected a list"),
    ("sources", changed(schedule="often"), "sources.jsonl, line 1: schedule: "),
    ("sources", changed(profile={"selectors": 3}), "sources.jsonl, line 1: profile: "),
    ("documents", changed(source="none"), "documents.jsonl, line 1: source: none is not here"),
    ("documents", changed(page="/none/"), "documents.jsonl, line 1: page: /none/ is no article here"),
    ("documents", changed(record={"url": 1}), "documents.jsonl, line 1: record: "),
    ("documents", changed(written="?"), "documents.jsonl, line 1: written: expected one of"),
    ("references", changed(document="x"), "references.jsonl, line 1: document: x is not here"),
]


def test_a_line_that_is_wrong_is_told_with_its_place_and_the_rest_goes_on(hub: Hub, tmp_path: Path) -> None:
    hub.sync(article("one"), article("two"))
    whole = tmp_path / "whole"
    export(whole, EVERYTHING, nothing)
    for page in ArticlePage.objects.all():
        page.delete()
    for model in (SourceDocument, Topic, Author):
        model.objects.all().delete()
    for number, (name, act, said) in enumerate(WRONG):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        change(folder, name, 1, act)
        with transaction.atomic():
            problems = take_in(folder, nothing).problems
            assert any(said in each for each in problems), (said, problems)
            assert ArticlePage.objects.count() == (1 if name == "articles" else 2), said
            assert Author.objects.count() == 2
            transaction.set_rollback(True)


def test_what_was_put_right_is_read_again(hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub.sync(article("one"), article("two"))
    export(tmp_path / "a", EVERYTHING, nothing)
    for page in ArticlePage.objects.all():
        page.delete()
    whole = (tmp_path / "a" / "articles.jsonl").read_text()
    change(tmp_path / "a", "articles", 2, in_content(title=3))
    with pytest.raises(SystemExit) as ended:
        call_command("import", str(tmp_path / "a"))
    assert ended.value.code == 1
    assert "articles.jsonl, line 2: content.title: expected a text, found int" in capsys.readouterr().err
    (tmp_path / "a" / "articles.jsonl").write_text(whole)
    call_command("import", str(tmp_path / "a"))
    export(tmp_path / "b", EVERYTHING, nothing)
    assert (tmp_path / "b" / "articles.jsonl").read_text() == whole
    assert (tmp_path / "b" / "documents.jsonl").read_text() == (tmp_path / "a" / "documents.jsonl").read_text()


def test_what_differs_gets_a_new_revision_and_the_old_one_stays(hub: Hub, editor: Any, tmp_path: Path) -> None:
    hub.sync(article("one"))
    export(tmp_path / "x", EVERYTHING, nothing)
    page = ArticlePage.objects.get()
    edit(page, editor, summary="Mine.")
    assert take_in(tmp_path / "x", nothing).written["articles.jsonl"] == 1
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "What engineering managers earn."
    assert [each.content["summary"] for each in page.revisions.order_by("pk")][-2:][0] == "Mine."


def test_a_page_that_is_locked_here_is_left_alone(hub: Hub, tmp_path: Path, editor: Any) -> None:
    hub.sync(article("one"))
    export(tmp_path / "x", EVERYTHING, nothing)
    page = ArticlePage.objects.get()
    edit(page, editor, summary="Mine.")
    ArticlePage.objects.update(locked=True)
    assert take_in(tmp_path / "x", nothing).problems == ["articles.jsonl, line 1: the page is locked here"]
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Mine."


def test_a_run_after_an_import_finds_everything_as_it_was(hub: Hub, tmp_path: Path) -> None:
    """The base of the merge came along: nothing is written, and nothing is taken for an editor's."""
    hub.sync(article("one"), article("two"))
    export(tmp_path / "x", EVERYTHING, nothing)
    for page in ArticlePage.objects.all():
        page.delete()
    SourceDocument.objects.all().delete()
    assert take_in(tmp_path / "x", nothing).problems == []
    assert hub.sync(article("one"), article("two")).counts == {"unchanged": 2}
    assert hub.sync(article("one", summary="New."), article("two")).counts == {"update": 1, "unchanged": 1}


@pytest.mark.parametrize("name", ["../../evil.png", "/etc/passwd", "original_images/../../x.png"])
def test_an_image_stays_within_its_folder(hub: Hub, tmp_path: Path, name: str) -> None:
    export(tmp_path / "x", EVERYTHING, nothing)
    line = {"file": name, "title": "x", "description": "", "sha1": "0" * 40, "collection": [], "tags": []}
    focal = dict.fromkeys(("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"))
    (tmp_path / "x" / "images.jsonl").write_text(json.dumps(line | focal))
    [problem] = take_in(tmp_path / "x", nothing).problems
    assert problem.startswith("images.jsonl, line 1: file: ")
    assert not get_image_model().objects.exists()


def test_no_whole_export(tmp_path: Path, db: None) -> None:
    with pytest.raises(KeepingError, match="no whole export"):
        take_in(tmp_path, nothing)
    (tmp_path / "export.json").write_text('{"format": 2, "counts": {}}')
    with pytest.raises(KeepingError, match="has the format 2 of exports"):
        take_in(tmp_path, nothing)
