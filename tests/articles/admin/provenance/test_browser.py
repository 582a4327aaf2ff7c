"""The edit page in a real browser: a lock holds what the source changes, and one click follows again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from articles.models import ArticlePage, PartLock, SourceDocument
from tests.articles.admin.browser import sign_in
from tests.articles.admin.provenance.conftest import draft
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SAVED = "What engineering managers earn."
COUNTS_LOOKS = """
window.looks = 0;
document.addEventListener("w-unsaved:watch-edits", () => { window.looks += 1; });
"""


@pytest.fixture
def editing(live_server: LiveServer, browser_page: BrowserPage, document: SourceDocument, editor: Any) -> BrowserPage:
    """The article's edit page, opened by the editor."""
    sign_in(browser_page, live_server.url, editor)
    browser_page.add_init_script(COUNTS_LOOKS)
    browser_page.goto(live_server.url + reverse("wagtailadmin_pages:edit", args=[document.page_id]))
    return browser_page


def mark(page: BrowserPage, part: str) -> Locator:
    return page.locator(f"[data-hub-mark='{part}']")


def press(page: BrowserPage, part: str, button: str) -> None:
    mark(page, part).get_by_role("button", name=button).press("Enter")


def wait_for_autosave(page: BrowserPage) -> None:
    """Until Wagtail has looked twice at the form as it was opened: changes before that are none to it."""
    page.wait_for_function("window.looks > 1")


def test_lock_hold_and_follow_again(editing: BrowserPage, hub: Hub) -> None:
    summary = '["summary"]'
    mark(editing, summary).get_by_text("Follows the source").wait_for()
    press(editing, summary, "Lock: Summary")
    mark(editing, summary).get_by_text("Locked", exact=True).wait_for()
    assert editing.evaluate("document.activeElement.getAttribute('aria-label')") == "Unlock: Summary"

    assert hub.sync(article(summary="Theirs.")).counts == {"held": 1}
    assert draft().summary == SAVED
    editing.reload()
    mark(editing, summary).get_by_text("The source changed it once since.").wait_for()

    press(editing, summary, "Follow again: Summary")
    editing.get_by_text("follows the source again").wait_for()
    mark(editing, summary).get_by_text("Follows the source").wait_for()
    assert editing.locator("#id_summary").input_value() == draft().summary == "Theirs."


def test_each_kind_of_part_has_its_mark(editing: BrowserPage) -> None:
    block = draft().body[1].id
    parts = ['["title"]', '["topics"]', '["published"]', '["editors_note"]', f'["body", "{block}"]', '["roles"]']
    parts += ['["roles", "project-manager"]', '["roles", "project-manager", "html"]', '["body"]']
    mark(editing, parts[0]).wait_for()
    for part in parts:
        assert mark(editing, part).count() == 1, part
    second = editing.locator("#inline_child_roles-1")
    assert second.locator('[data-hub-mark=\'["roles", "project-manager"]\']').count() == 1
    assert editing.locator(f"#block-{block}-section [data-hub-mark]").count() == 1


def test_a_field_tells_that_it_follows_before_it_is_edited(editing: BrowserPage) -> None:
    mark(editing, '["summary"]').wait_for()
    editing.locator("#id_summary").focus()
    note = editing.get_by_text("This field follows the source")
    note.wait_for()
    wait_for_autosave(editing)
    editing.locator("#id_summary").fill("Mine.")
    mark(editing, '["summary"]').get_by_text("Taken over").wait_for()
    assert note.count() == 0
    assert draft().summary == "Mine."


def test_enter_in_a_field_presses_none_of_the_buttons(editing: BrowserPage) -> None:
    mark(editing, '["title"]').wait_for()
    editing.locator("#id_title").press("Enter")
    editing.wait_for_load_state()
    assert not SourceDocument.objects.get().locks.exists()


def test_marks_follow_what_the_editor_removes(editing: BrowserPage) -> None:
    mark(editing, '["roles", "project-manager"]').wait_for(state="attached")
    editing.get_by_role("tab", name="Roles").click()
    wait_for_autosave(editing)
    editing.locator("#id_roles-0-DELETE-button").click()
    mark(editing, '["roles", "engineering-manager"]').wait_for(state="detached")
    inside = editing.locator('#inline_child_roles-1 [data-hub-mark=\'["roles", "project-manager"]\']')
    inside.wait_for()


def test_a_suggested_article_becomes_a_row(editing: BrowserPage, hub: Hub) -> None:
    hub.sync(article(), article("similar"))
    editing.reload()
    editing.get_by_role("tab", name="Related").click()
    wait_for_autosave(editing)
    editing.get_by_role("button", name="Add: All about similar").press("Enter")
    editing.get_by_text("Added to the related articles").wait_for()
    row = editing.locator("#inline_child_related-1")
    assert row.locator("[data-chooser-title]").inner_text() == "All about similar"
    assert editing.get_by_role("button", name="Add: All about similar").count() == 0
    editing.locator("#page-edit-form[data-w-autosave-revision-id-value]").wait_for()
    page = SourceDocument.objects.get(slug="similar").page
    saved = ArticlePage.objects.get(slug="careers").get_latest_revision_as_object()
    assert [each.related_page_id for each in saved.related.all()][1] == page.pk


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_with_it(editing: BrowserPage, hub: Hub, editor: Any, width: int, scheme: Any) -> None:
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    hub.sync(article(), article("similar"))
    PartLock.objects.create(document=SourceDocument.objects.get(slug="careers"), part='["title"]', changes=2)
    editing.set_viewport_size({"width": width, "height": 900})
    editing.emulate_media(color_scheme=scheme)
    parts = {"Source": "[data-provenance]", "Related": "[data-suggestions]", "Figures": ".hub-figures"}
    editing.reload()
    mark(editing, '["title"]').wait_for()
    for tab, part in {"Content": ".hub-mark", **parts}.items():
        editing.get_by_role("tab", name=tab).click()
        for folded in editing.locator("details.hub-parts:visible").all():
            folded.evaluate("each => { each.open = true }")
        assert violations(editing, part) == [], tab
        assert editing.evaluate("document.documentElement.scrollWidth") <= width, tab
    editing.get_by_role("tab", name="Source").click()
    editing.get_by_role("link", name="Look at the stored answer").click()
    editing.wait_for_url("**/snapshot/")  # and loaded: a page that is half there has no main part yet
    assert violations(editing, "main") == []
