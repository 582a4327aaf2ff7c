"""Images in the library: one copy a content, put into the block of its address, and never over an editor's choice."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex, Revision

from articles.jobs.duties.pictures import make_pictures
from articles.models import (
    ArticlePage,
    Proposal,
    Source,
    SourceDocument,
    SourceImage,
    SourceReference,
    SyncRunArticle,
)
from articles.sync.follow import follow
from articles.sync.importer import import_user
from articles.sync.resolve import resolve
from scraper import blocks
from scraper.items import ScrapedArticle
from scraper.records import FetchedImage
from tests.articles.pictures.samples import LEFT_OPEN, media
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article
from tests.scraper.pictures import FORMATS, picture

__all__ = ["media"]
SRC = "https://hub.example/images/a%20bridge.png"


@pytest.fixture
def fetched(tmp_path: Path) -> Any:
    def fetch(url: str = SRC, body: bytes | None = None, ending: str = ".png") -> FetchedImage:
        body = picture() if body is None else body
        digest = hashlib.sha256(body).hexdigest()
        path = tmp_path / f"{digest}{ending}"
        path.write_bytes(body)
        return FetchedImage(url=url, sha256=digest, path=str(path), type="image/png", bytes=len(body))

    return fetch


def shown(slug: str = "careers", src: str = SRC, **changes: Any) -> ScrapedArticle:
    image = blocks.ImageBlock(id="i1", src=src, alt="A bridge", caption="The bridge.", credit="T. B.")
    text = blocks.RichTextBlock(id="p1", html="<p>One.</p>")
    return article(slug, **({"blocks": [text, image], "related": []} | changes))


def draft(slug: str = "careers") -> ArticlePage:
    return ArticlePage.objects.get(slug=slug).get_latest_revision_as_object()


def block(slug: str = "careers") -> Any:
    return draft(slug).body[1].value


def choose(slug: str, editor: Any, image: Image | None) -> None:
    raw = draft(slug).body.get_prep_value()
    raw[1]["value"]["image"] = image.pk if image else None
    edit(ArticlePage.objects.get(slug=slug), editor, body=raw)


def own_image(title: str = "Mine", colour: str = "red") -> Image:
    image = Image.objects.create(title=title, file=ImageFile(io.BytesIO(picture(colour=colour)), name="mine.png"))
    image.get_file_hash()  # as the editor's upload form keeps it
    return image


def test_a_page_has_the_copy_from_its_first_revision_on(hub: Hub, fetched: Any) -> None:
    report = hub.sync(shown(), fetched())
    assert (report.counts, report.message) == ({"create": 1}, "")
    [image] = Image.objects.all()
    assert (image.title, image.description, image.collection.name) == ("A bridge", "A bridge", "Imported")
    assert (image.uploaded_by_user, image.width, image.file_size) == (import_user(), 8, len(picture()))
    assert image.file_hash == hashlib.sha1(picture()).hexdigest()
    value = block()
    assert (value["image"], value["src"]) == (image, SRC)
    assert (value["alt"], value["caption"], value["credit"]) == ("A bridge", "The bridge.", "T. B.")
    assert Revision.objects.count() == 1
    assert ReferenceIndex.get_references_to(image).exists()
    assert not SourceReference.objects.filter(kind="image").exists()
    assert hub.sync(shown(), fetched()).counts == {"unchanged": 1}
    assert (Revision.objects.count(), Image.objects.count()) == (1, 1)


def test_the_title_is_the_files_name_where_nobody_says_what_it_shows(hub: Hub, fetched: Any) -> None:
    hub.sync(shown(blocks=[blocks.ImageBlock(id="i1", src=SRC)]), fetched())
    assert (Image.objects.get().title, Image.objects.get().description) == ("a bridge.png", "")


def test_one_copy_for_each_content(hub: Hub, fetched: Any) -> None:
    mine = own_image(colour="teal")
    second = SRC.replace("bridge", "tower")
    pages = [shown(f"a{number}", src) for number, src in enumerate((SRC, second, SRC, second))]
    hub.sync(*pages, fetched(), fetched(second))
    assert list(Image.objects.all()) == [mine]
    assert [block(f"a{number}")["image"] for number in range(4)] == [mine] * 4
    assert set(SourceImage.objects.values_list("image", flat=True)) == {mine.pk}


@LEFT_OPEN
@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("name", FORMATS)
def test_readers_see_the_copy_and_then_its_forms(hub: Hub, fetched: Any, name: str) -> None:
    Source.objects.update(policy=Source.Policy.PUBLISH)
    hub.source.refresh_from_db()
    hub.sync(shown(), fetched(body=picture(name), ending=f".{name.lower()}"))
    html = ArticlePage.objects.get().body.render_as_block()
    assert 'alt="A bridge"' in html
    assert "/media/original_images/" in html
    assert SRC not in html
    assert make_pictures() == {"pictures": int(name != "GIF"), "refused": 0, "waiting": 0}
    assert ("<picture>" in ArticlePage.objects.get().body.render_as_block()) == (name != "GIF")


def test_an_unedited_page_follows_the_address(hub: Hub, fetched: Any) -> None:
    hub.sync(shown(), fetched())
    other = SRC.replace("bridge", "tower")
    assert hub.sync(shown(src=other), fetched(other, picture(colour="red"))).counts == {"update": 1}
    assert block()["image"] == SourceImage.objects.get(url=other).image
    assert hub.sync(shown(src=other)).counts == {"unchanged": 1}


def test_the_copy_is_no_edit_and_follows_under_an_editors_words(hub: Hub, fetched: Any, editor: Any) -> None:
    hub.sync(shown(), fetched())
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    other = SRC.replace("bridge", "tower")
    report = hub.sync(shown(src=other), fetched(other, picture(colour="red")))
    assert report.counts == {"merge": 1}
    assert (block()["src"], block()["image"]) == (other, SourceImage.objects.get(url=other).image)
    assert draft().summary == "Mine."


def test_an_editors_own_image_is_never_replaced(hub: Hub, fetched: Any, editor: Any) -> None:
    hub.sync(shown(), fetched())
    mine = own_image()
    choose("careers", editor, mine)
    other = SRC.replace("bridge", "tower")
    hub.sync(shown(src=other), fetched(other, picture(colour="blue")))
    assert (block()["src"], block()["image"]) == (other, mine)
    hub.sync(shown(src=other, title="New"))
    assert (draft().title, block()["image"]) == ("New", mine)


class TestTakenOut:
    @pytest.fixture(autouse=True)
    def _empty(self, hub: Hub, fetched: Any, editor: Any) -> None:
        hub.sync(shown(), fetched())
        choose("careers", editor, None)
        self.hub, self.editor = hub, editor

    def test_it_stays_out_whatever_the_source_changes(self) -> None:
        for title in ("New", "Newer"):
            assert self.hub.sync(shown(title=title)).counts == {"merge": 1}
            assert (draft().title, block()["image"]) == (title, None)

    def test_and_where_what_changed_does_not_show(self) -> None:
        self.hub.sync(shown(fingerprint="other"))
        assert not SourceReference.objects.filter(kind="image").exists()
        assert self.hub.sync(shown(fingerprint="other"), article("other", related=[])).message == ""
        assert block()["image"] is None

    def test_and_where_an_editor_answers(self) -> None:
        edit(ArticlePage.objects.get(), self.editor, summary="Mine.")
        self.hub.sync(shown(summary="Theirs."))
        resolve(Proposal.objects.get(), take=True, user=self.editor)
        assert (draft().summary, block()["image"]) == ("Theirs.", None)

    def test_until_its_block_follows_the_source_again(self) -> None:
        raw = draft().body.get_prep_value()
        raw[1]["value"]["caption"] = "Mine."
        edit(ArticlePage.objects.get(), self.editor, body=raw)
        follow(SourceDocument.objects.get().pk, ("body", raw[1]["id"]), self.editor)
        assert (block()["caption"], block()["image"]) == ("The bridge.", Image.objects.get())


class TestLateImage:
    @pytest.fixture(autouse=True)
    def _first(self, hub: Hub, fetched: Any) -> None:
        self.hub, self.fetched = hub, fetched
        refused = FetchedImage(url=SRC, refused="no answer within 15 seconds", again=True)
        self.report = hub.sync(shown(), refused)

    def wanted(self) -> list[str]:
        self.hub.sync(shown())
        spec = self.hub.specifications[-1]
        assert not set(spec.known_images) & set(spec.wanted_images)
        return list(spec.wanted_images)

    def test_the_run_says_why_there_is_none(self) -> None:
        assert self.report.status == "done"
        assert "1 image was not kept" in self.report.message
        assert "no answer within 15 seconds" in self.report.message
        [row] = SyncRunArticle.objects.filter(run=self.report.run)
        assert row.details["images"] == [{"url": SRC, "reason": "no answer within 15 seconds"}]
        assert (block()["image"], block()["src"]) == (None, SRC)

    def test_it_is_not_asked_for_in_every_run(self) -> None:
        assert self.wanted() == []
        assert self.hub.specifications[-1].known_images == [SRC]
        SourceImage.objects.update(ask_again_at=timezone.now() - timedelta(seconds=1))
        assert self.wanted() == [SRC]
        assert self.hub.specifications[-1].known_images == []

    def test_it_is_put_in_when_it_comes_and_is_no_edit(self) -> None:
        report = self.hub.sync(shown(), self.fetched())
        assert report.counts == {"unchanged": 1}
        assert "put into 1 page" in report.message
        assert block()["image"] == Image.objects.get()
        assert not SourceReference.objects.filter(kind="image").exists()
        assert self.hub.sync(shown(title="New")).counts == {"update": 1}
        assert block()["image"] == Image.objects.get()

    def test_it_comes_with_what_the_source_changes_under_an_editors_words(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        assert self.hub.sync(shown(title="New"), self.fetched()).counts == {"merge": 1}
        assert (draft().title, block()["image"]) == ("New", Image.objects.get())

    def test_an_editors_choice_stays_when_it_comes(self, editor: Any) -> None:
        mine = own_image()
        choose("careers", editor, mine)
        self.hub.sync(shown(), self.fetched())
        assert block()["image"] == mine

    def test_what_was_refused_for_good_is_asked_for_after_a_month(self) -> None:
        self.hub.sync(shown(), FetchedImage(url=SRC, refused="it is no image"))
        again = SourceImage.objects.get().ask_again_at
        assert again is not None
        assert again > timezone.now() + timedelta(days=29)


@pytest.mark.parametrize(
    ("body", "reason"),
    [(picture(width=64, height=64)[:60], "broken PNG"), (b"<svg></svg>", "SVG"), (b"", "empty")],
    ids=["truncated", "no image", "empty"],
)
def test_a_broken_file_never_breaks_a_page(hub: Hub, fetched: Any, body: bytes, reason: str) -> None:
    report = hub.sync(shown(), fetched(body=body))
    assert report.counts == {"create": 1}
    assert reason in report.message
    assert reason in SourceImage.objects.get().refused
    assert not Image.objects.exists()
    assert block()["image"] is None


def test_a_file_that_is_gone_or_was_changed_is_refused(hub: Hub, fetched: Any) -> None:
    record = fetched()
    Path(record.path).write_bytes(picture(colour="red"))
    hub.sync(shown(), record)
    assert SourceImage.objects.get().refused == "the stored file is damaged"
    Path(record.path).unlink()
    hub.sync(shown(), record)
    assert "No such file" in SourceImage.objects.get().refused


def test_a_copy_that_somebody_deleted_stays_deleted(hub: Hub, fetched: Any) -> None:
    hub.sync(shown(), fetched())
    Image.objects.get().delete()
    hub.sync(shown(title="New"))
    assert hub.specifications[-1].known_images == [SRC]
    assert hub.specifications[-1].wanted_images == []
    assert draft().body.get_prep_value()[1]["value"]["image"] is None


def test_a_source_that_stores_no_images_asks_for_none(hub: Hub) -> None:
    Source.objects.update(store_images=False)
    hub.source.refresh_from_db()
    hub.sync(shown())
    assert hub.specifications[-1].image_folder is None
    Source.objects.update(store_images=True)
    hub.source.refresh_from_db()
    hub.sync(shown())
    assert hub.specifications[-1].image_folder is not None
    assert hub.specifications[-1].wanted_images == [SRC]
    assert hub.specifications[-1].largest_image == 10
