"""An export without drafts holds what the public sees, and takes nothing away from the hub that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from articles.keeping.portable.export import export
from articles.keeping.portable.scope import Scope
from articles.keeping.portable.take_in import take_in
from articles.models import ArticlePage, PartLock, Source, SourceDocument, SourceImage
from tests.articles.keeping.tables import files_of
from tests.articles.keeping.test_export import nothing
from tests.articles.sync.conftest import Hub, _crawls, edit, editor, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "editor", "hub", "index", "source"]

HIDDEN = "Not for the public."
PUBLIC = Scope()


def published(hub: Hub, editor: Any) -> SourceDocument:
    """An article whose page says other words than its source by now, in a part that is locked."""
    hub.sync(article("one"))
    edit(ArticlePage.objects.get(), editor, summary="In an editor's words.", publish=True)
    document = SourceDocument.objects.get()
    PartLock.objects.create(document=document, part='["summary"]', theirs=HIDDEN)
    record = document.record | {"summary": HIDDEN}
    SourceDocument.objects.update(record=record)
    Source.objects.update(permission_note=HIDDEN, allow_private=True, schedule="15 4 * * *")
    other = Source.objects.create(name=HIDDEN, slug="intern", address="https://intern.example/")
    SourceImage.objects.create(source=other, url="https://intern.example/a.png", refused="too large")
    return document


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_what_the_public_does_not_see_is_not_in_it(hub: Hub, editor: Any, tmp_path: Path) -> None:
    published(hub, editor)
    export(tmp_path / "all", Scope(with_drafts=True), nothing)
    export(tmp_path / "public", PUBLIC, nothing)
    said = {name: body.decode(errors="replace") for name, body in files_of(tmp_path / "public").items()}
    assert "In an editor's words." in said["articles.jsonl"]
    for name in ("documents", "locks", "sources"):
        assert HIDDEN in (tmp_path / "all" / f"{name}.jsonl").read_text()
    assert [name for name, text in said.items() if HIDDEN in text or "intern" in text] == []
    assert lines(tmp_path / "public", "sources") == [
        {"slug": "hub", "name": "Hub", "address": hub.source.address, "canonical_to_source": False}
    ]


def test_it_is_taken_in_elsewhere(hub: Hub, editor: Any, tmp_path: Path) -> None:
    published(hub, editor)
    export(tmp_path / "public", PUBLIC, nothing)
    ArticlePage.objects.get().delete()
    Source.objects.all().delete()
    assert take_in(tmp_path / "public", nothing).problems == []
    assert not any(take_in(tmp_path / "public", nothing).written.values())
    new = Source.objects.get()
    assert (new.allow_private, new.schedule, new.permission_note) == (False, "", "")
    assert SourceDocument.objects.get(page=ArticlePage.objects.get()).record == {}
    assert not PartLock.objects.exists()
    export(tmp_path / "again", PUBLIC, nothing)
    assert files_of(tmp_path / "again") == files_of(tmp_path / "public")


def test_what_it_does_not_say_stays_as_it_is_here(hub: Hub, editor: Any, tmp_path: Path) -> None:
    document = published(hub, editor)
    export(tmp_path / "public", PUBLIC, nothing)
    Source.objects.filter(slug="hub").update(name="Another name")
    SourceDocument.objects.update(missing_count=3)
    written = take_in(tmp_path / "public", nothing).written
    assert (written["sources.jsonl"], written["documents.jsonl"]) == (1, 1)
    here = Source.objects.get(slug="hub")
    assert (here.name, here.allow_private, here.permission_note) == ("Hub", True, HIDDEN)
    document.refresh_from_db()
    assert (document.missing_count, document.record["summary"]) == (0, HIDDEN)


def test_a_run_after_it_was_taken_in_leaves_the_editors_words(hub: Hub, editor: Any, tmp_path: Path) -> None:
    published(hub, editor)
    export(tmp_path / "public", PUBLIC, nothing)
    ArticlePage.objects.get().delete()
    SourceDocument.objects.all().delete()
    assert take_in(tmp_path / "public", nothing).problems == []
    [said] = hub.sync(article("one", summary="New.")).articles
    assert (said.outcome, "the record of the last sync cannot be read" in said.reason) == ("held", True)
    assert ArticlePage.objects.get().summary == "In an editor's words."
