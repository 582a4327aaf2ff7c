"""The sample hub over real HTTP, edition after edition, with editors at work in between."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.images.models import Image
from wagtail.models import Revision

from articles.models import ArticlePage, Source, SourceDocument, SourceImage, SourceReference
from articles.sync.report import Report
from articles.sync.run import request_run, run_source
from articles.sync.texts import texts_of_content
from tests.articles.sync.conftest import edit
from tests.sample_hub import free_port, running_hub

pytestmark = pytest.mark.django_db
PARAGRAPH = re.compile(r"</p>")
EDITS_A_TIME = 8


class Newsroom:
    """Editors who add words in places of their choice; every word is one of its own, to be looked for later."""

    def __init__(self, seed: int, editor: Any) -> None:
        self.random = random.Random(seed)
        self.editor = editor
        self.words: dict[int, list[str]] = {}
        """Page to what an editor wrote into it."""

    def work(self) -> None:
        pages = list(ArticlePage.objects.order_by("pk"))
        for page in self.random.sample(pages, EDITS_A_TIME):
            number = sum(len(words) for words in self.words.values())
            word = f"quillwort{number}q"
            self.words.setdefault(page.pk, []).append(word)
            edit(page, self.editor, **self._edit(page, word))

    def _edit(self, page: ArticlePage, word: str) -> dict[str, Any]:
        latest = page.get_latest_revision_as_object()
        if self.random.random() < 0.3:
            return {"summary": f"{latest.summary} {word}"}
        raw = latest.body.get_prep_value()
        texts = [block for block in raw if block["type"] == "rich_text" and "</p>" in block["value"]]
        block = self.random.choice(texts)
        target = self.random.choice(list(ArticlePage.objects.exclude(pk=page.pk)))
        added = f' {word} <a linktype="page" id="{target.pk}">see</a></p>'
        block["value"] = PARAGRAPH.sub(lambda _: added, block["value"], count=1)
        return {"body": raw}

    def missing(self) -> list[str]:
        """What was written and is in no latest revision any more."""
        return [
            word
            for page, words in self.words.items()
            for word in words
            if word not in json.dumps(latest(page), default=str)
        ]


def latest(page: int) -> dict[str, Any]:
    revision = ArticlePage.objects.get(pk=page).latest_revision
    assert revision is not None
    return dict(revision.content)


def contents() -> Iterator[dict[str, Any]]:
    for document in SourceDocument.objects.filter(page__isnull=False):
        content = latest(document.page_id or 0)
        yield {**content, "body": json.loads(content["body"])}


def assert_links_are_page_links(root: str) -> None:
    """No address of an imported article is left in any text, except with a fragment."""
    here = set(SourceDocument.objects.filter(page__isnull=False).values_list("url", flat=True))
    pages = 0
    for content in contents():
        for html in texts_of_content(content):
            assert not {each for each in re.findall(r'href="([^"#]*)"', html) if each in here}
            pages += html.count('linktype="page"')
        for row in content["related"]:
            assert (row["related_page"] is not None) == (row["url"] in here), row["url"]
    assert pages > len(here)
    open_ones = SourceReference.objects.filter(target__isnull=True).values_list("url", flat=True)
    assert not here & set(open_ones)


def assert_images_are_stored_once() -> None:
    rows = SourceImage.objects.all()
    assert not rows.filter(image__isnull=True)
    assert Image.objects.count() == len(set(rows.values_list("sha256", flat=True))) > 0
    blocks = [block["value"] for content in contents() for block in content["body"] if block["type"] == "image"]
    copies = dict(rows.values_list("url", "image"))
    assert blocks
    assert all(block["image"] == copies[block["src"]] for block in blocks)


def assert_a_rerun_writes_nothing(source: Source) -> None:
    revisions, images = Revision.objects.count(), Image.objects.count()
    references = set(SourceReference.objects.values_list("document", "kind", "url", "target", "linked_page"))
    again = scrape(source)
    assert set(again.counts) <= {"unchanged", "held"}, again.counts
    assert (Revision.objects.count(), Image.objects.count()) == (revisions, images)
    assert set(SourceReference.objects.values_list("document", "kind", "url", "target", "linked_page")) == references


def scrape(source: Source) -> Report:
    return run_source(request_run(source, "command"))


@pytest.mark.parametrize("policy", ["draft", "publish"])
def test_all_editions_with_editors_at_work(source: Source, editor: Any, policy: str) -> None:
    newsroom = Newsroom(seed=7, editor=editor)
    # A rerun that confirms a withdrawal writes, and is right to.
    Source.objects.update(withdraw_share=0)
    source.refresh_from_db()
    port = free_port()
    for edition in (1, 2, 3):
        with running_hub(edition=edition, port=port) as hub:
            source.address, source.allow_private, source.policy = hub.address, True, policy
            source.save()
            report = scrape(source)
            assert report.status == "done", (report.message, report.articles)
            assert newsroom.missing() == []
            assert_links_are_page_links(hub.root)
            assert_images_are_stored_once()
            assert_a_rerun_writes_nothing(source)
        newsroom.work()
    assert newsroom.words
    made = ArticlePage.objects.exclude(pk__in=newsroom.words)
    for page in made.filter(source_document__isnull=False):
        document = page.source_document
        assert document.written_revision == page.latest_revision_id, "nobody edited it"
