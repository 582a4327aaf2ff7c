"""An image whose file is there no more is told, and the rest of an export goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image as Picture
from wagtail.images.models import Image

from articles.keeping.portable.take_in import take_in
from articles.models import SourceImage
from tests.articles.keeping.test_export import nothing
from tests.articles.sync.conftest import Hub, _crawls, hub, index, source
from tests.articles.sync.samples import article

__all__ = ["_crawls", "hub", "index", "source"]


def image(name: str) -> Image:
    made = Image(title=name)
    with ContentFile(b"", name=name) as file:
        Picture.new("RGB", (4, 4)).save(file, "PNG")
        made.file = file
        made.save()
    return made


def test_a_lost_file_is_told_and_the_rest_goes_on(hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub.sync(article("one"))
    kept, lost = image("kept.png"), image("lost.png")
    for each in (kept, lost):
        SourceImage.objects.create(source=hub.source, url=f"https://hub.example/{each.title}", image=each)
    lost.file.storage.delete(lost.file.name)
    folder = tmp_path / "x"
    call_command("export", str(folder), "--drafts")
    assert f"an image without its file was left out: {lost.file.name}" in capsys.readouterr().err
    assert (folder / "export.json").exists()
    assert [path.name for path in (folder / "images").rglob("*.png")] == ["kept.png"]
    for name in ("images", "source_images"):
        text = (folder / f"{name}.jsonl").read_text()
        assert (kept.file.name in text, lost.file.name in text) == (True, False)
    assert take_in(folder, nothing).problems == []
