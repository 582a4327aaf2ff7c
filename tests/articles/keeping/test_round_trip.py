"""An export read into an empty installation gives the same hub: exported again it is the same, byte for byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.articles.keeping.conftest import Installation, prepare
from tests.articles.keeping.tables import files_of
from tests.articles.keeping.test_backup_postgres import MakeDatabase, make_database

__all__ = ["make_database"]


@pytest.fixture(scope="module")
def exported(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "all"
    filled.manage("export", str(folder), "--drafts")
    return folder


def lines(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_the_same_hub_comes_out_of_an_empty_installation(
    exported: Path, migrated: Installation, tmp_path: Path
) -> None:
    new = migrated.copy_to(tmp_path / "new")
    said = json.loads(new.manage("import", str(exported), "--json"))
    assert said["problems"] == []
    assert said["written"]["articles.jsonl"] == 7
    new.manage("export", str(tmp_path / "again"), "--drafts")
    assert files_of(tmp_path / "again") == files_of(exported)
    # Once more, and nothing is written.
    assert "Nothing was to be written." in new.manage("import", str(exported))
    # What is private there is private here, and what is drafted is not shown.
    with new.serving() as read:
        assert "In an editor&#x27;s words." in read("/careers/")
        assert "A draft title" not in read("/nurses/")
        assert "All about held" not in read("/held/")
        with pytest.raises(OSError, match="404"):
            read("/welders/")


@pytest.mark.postgres
def test_the_same_hub_comes_out_on_another_engine(exported: Path, make_database: MakeDatabase, tmp_path: Path) -> None:
    new = prepare(Installation(tmp_path / "new", make_database()), "migrate")
    assert json.loads(new.manage("import", str(exported), "--json"))["problems"] == []
    new.manage("export", str(tmp_path / "again"), "--drafts")
    assert files_of(tmp_path / "again") == files_of(exported)


def test_everything_is_in_it(exported: Path) -> None:
    articles = {str(line["address"]): line for line in lines(exported, "articles")}
    assert [articles[address]["live"] for address in ("/careers/", "/nurses/", "/welders/")] == [True, True, False]
    nurses = articles["/nurses/"]
    assert isinstance(nurses["draft"], dict)
    assert isinstance(nurses["content"], dict)
    assert (nurses["content"]["title"], nurses["draft"]["title"]) == (
        'Nurses: "what" they do — #1',
        "A draft title",
    )
    assert articles["/held/"]["private"] == {"type": "groups", "groups": ["Nursing desk"]}
    text = (exported / "articles.jsonl").read_text()
    assert r"<a linktype=\"page\" address=\"/nurses/\">" in text
    assert r"<a linktype=\"page\" address=\"/careers/\">" in text
    assert '"image": "original_images/bridge.png"' in text
    assert '"related_page": "/nurses/"' in text
    assert {line["written"] for line in lines(exported, "documents")} == {"follows", "edited", "merged"}
    assert [line["page"] for line in lines(exported, "documents") if line["comes_back"]] == ["/welders/"]
    waiting = {str(line["part"]): line["theirs"] for line in lines(exported, "proposals")}
    assert waiting['["areas_of_study"]'] == ["engineering"]
    assert waiting['["roles", "lead", "role_id"]'] == "engineering-manager"
    assert waiting['["body", "i1", "value", "image"]'] == "original_images/bridge.png"
    assert (exported / "images" / "original_images" / "bridge.png").read_bytes().startswith(b"\x89PNG")


def test_no_key_of_the_database_is_in_it(exported: Path) -> None:
    for path in exported.glob("*.jsonl"):
        text = path.read_text()
        assert not re.search(r'"(id|pk|page_id|[a-z]+_pk)": ?\d', text), path
        assert not re.search(r'linktype=\\"page\\" id=', text), path
        assert not re.search(r'"(image|author|role_id|program|related_page|author_id)": ?\d', text), path
    assert "secret" not in (exported / "sources.jsonl").read_text()
    names = {name for line in lines(exported, "sources") for name in line}
    assert not {name for name in names if re.search("password|token|credential|secret", name)}


def test_without_drafts_it_holds_what_the_public_sees(filled: Installation, exported: Path, tmp_path: Path) -> None:
    filled.manage("export", str(tmp_path / "public"))
    articles = {line["address"] for line in lines(tmp_path / "public", "articles")}
    assert articles == {"/careers/", "/nurses/", "/teachers/", "//nursing/by-hand/"}
    everything = b"".join(files_of(tmp_path / "public").values()).decode(errors="replace")
    for hidden in ("A draft title", "Not yet.", "Nursing desk", "All about welders"):
        assert hidden in (exported / "articles.jsonl").read_text()
        assert hidden not in everything
    assert not (tmp_path / "public" / "proposals.jsonl").exists()


def test_one_source(filled: Installation, tmp_path: Path) -> None:
    filled.manage("export", str(tmp_path / "one"), "--source", "other", "--drafts")
    assert [line["address"] for line in lines(tmp_path / "one", "articles")] == ["//nursing/actuaries/"]
    assert [line["slug"] for line in lines(tmp_path / "one", "sources")] == ["other"]
    assert {line["source"] for line in lines(tmp_path / "one", "documents")} == {"other"}
    assert "There is no source" in filled.manage("export", str(tmp_path / "two"), "--source", "none", code=1)
    assert "is not empty" in filled.manage("export", str(tmp_path / "one"), code=1)
