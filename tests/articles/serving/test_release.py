"""What one release kept, another does not answer with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from articles.serving import release as module


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    file = tmp_path / "articles/templates/page.html"
    file.parent.mkdir(parents=True)
    file.write_text("<p>Old</p>")
    return file


@pytest.fixture
def anew() -> Callable[[], str]:
    """What a process that starts now takes for its release."""
    return module.release.__wrapped__


def test_the_same_files_are_the_same_release(template: Path, anew: Callable[[], str]) -> None:
    before = anew()
    (template.parent / "notes.txt").write_text("nothing a page is made by")
    assert anew() == before


def test_another_template_is_another_release(template: Path, anew: Callable[[], str]) -> None:
    before = anew()
    template.write_text("<p>New</p>")
    assert anew() != before


def test_other_static_files_are_another_release(
    template: Path, anew: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "staticfiles_storage", SimpleNamespace(manifest_hash="a1"))
    before = anew()
    monkeypatch.setattr(module, "staticfiles_storage", SimpleNamespace(manifest_hash="b2"))
    assert anew() != before


def test_the_project_itself_has_one(anew: Callable[[], str]) -> None:
    assert module.release() == anew()
