"""The edit page's marks: told with the page, changed by a click, only for whoever may edit the page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision

from articles.models import ArticlePage, PartLock, SourceDocument
from articles.sync.merging.parts import part_of
from tests.articles.admin.provenance.conftest import draft
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article, role

SUMMARY = part_of(("summary",))
SCRIPT = {"accept": "application/json"}


def address(document: SourceDocument) -> str:
    return reverse("hub_provenance:parts", args=[document.pk])


def edit_url(document: SourceDocument) -> str:
    return reverse("wagtailadmin_pages:edit", args=[document.page_id])


def do(client: Client, document: SourceDocument, act: str, part: str = SUMMARY) -> Any:
    return client.post(address(document), {"hub_part": f"{act}:{part}"}, headers=SCRIPT)


def mark(said: dict[str, Any], part: str = SUMMARY) -> dict[str, Any]:
    return next(each for each in said["marks"] if each["part"] == part)


def test_the_panel_tells_where_the_article_comes_from(client: Client, document: SourceDocument) -> None:
    document.source.permission_note = "By <b>letter</b>."
    document.source.save()
    html = client.get(edit_url(document)).content.decode()
    assert 'id="tab-label-source"' in html
    assert f'href="{document.url}"' in html
    assert "By &lt;b&gt;letter&lt;/b&gt;." in html
    assert reverse("hub_provenance:snapshot", args=[document.pk]) in html
    run = document.source.runs.get()
    assert reverse("hub_runs:inspect", args=[run.pk]) in html
    assert "Follows the source" in html


def test_a_page_made_by_hand_has_no_source(client: Client, index: Page) -> None:
    page = index.add_child(instance=ArticlePage(title="By hand", slug="by-hand"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'id="tab-label-source"' not in html
    assert "hub-marks" not in html
    parent = [page.content_type.app_label, page.content_type.model, index.pk]
    assert client.get(reverse("wagtailadmin_pages:add", args=parent)).status_code == 200


def test_an_older_revision_has_no_marks_of_the_latest(client: Client, document: SourceDocument, editor: Any) -> None:
    first = draft().latest_revision_id
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    older = client.get(reverse("wagtailadmin_pages:revisions_revert", args=[document.page_id, first]))
    assert '"marks": []' in older.content.decode()
    assert '"marks": []' not in client.get(edit_url(document)).content.decode()


def test_what_waits_is_linked(client: Client, document: SourceDocument, hub: Hub, editor: Any) -> None:
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    hub.sync(article(summary="Theirs."))
    html = client.get(edit_url(document)).content.decode()
    assert "1 change waits for your answer" in html
    assert reverse("hub_incoming:article", args=[document.pk]) in html


def test_the_marks_are_safe_json(client: Client, document: SourceDocument, hub: Hub) -> None:
    hub.sync(article(roles=[], citations=[], title="</script><script>alert(1)</script>"))
    html = client.get(edit_url(document)).content.decode()
    assert "<script>alert(1)" not in html


def test_lock_and_unlock(client: Client, editor: Any, document: SourceDocument) -> None:
    said = do(client, document, "lock").json()
    assert (mark(said)["state"], said["reload"]) == ("locked", False)
    assert [each["act"] for each in mark(said)["acts"]] == ["unlock"]
    assert "is locked" in said["message"]
    assert PartLock.objects.get().locked_by == editor
    said = do(client, document, "unlock").json()
    assert mark(said)["state"] == "follows"
    assert not PartLock.objects.exists()
    logged = PageLogEntry.objects.filter(action__startswith="articles.").order_by("pk")
    assert [each.message for each in logged] == ["Locked against the source: Summary", "Unlocked: Summary"]


def test_a_locked_part_tells_how_often_the_source_changed_it(
    client: Client, document: SourceDocument, hub: Hub
) -> None:
    do(client, document, "lock")
    for words in ("One.", "Two."):
        hub.sync(article(summary=words))
    said = client.get(address(document)).json()
    assert "The source changed it 2 times since." in mark(said)["note"]
    assert "The source changed it 2 times since." in said["table"]


def test_follow_again(client: Client, editor: Any, document: SourceDocument) -> None:
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    assert mark(client.get(address(document)).json())["state"] == "taken"
    before = Revision.objects.count()
    assert do(client, document, "follow").json()["reload"]
    assert draft().summary == "What engineering managers earn."
    assert Revision.objects.count() == before + 1
    entry = PageLogEntry.objects.get(action="articles.follow_part")
    assert (entry.user, entry.revision_id) == (editor, draft().latest_revision_id)
    assert "follows the source again" in client.get(edit_url(document)).content.decode()


def test_a_page_that_is_locked_is_not_written(client: Client, editor: Any, document: SourceDocument) -> None:
    edit(ArticlePage.objects.get(), editor, summary="Mine.")
    ArticlePage.objects.update(locked=True)
    answer = do(client, document, "follow")
    assert answer.status_code == 409
    assert "the page is locked" in answer.json()["message"]
    assert draft().summary == "Mine."
    assert not PageLogEntry.objects.filter(action="articles.follow_part").exists()


def test_without_the_script_the_button_leads_back(client: Client, document: SourceDocument) -> None:
    answer = client.post(address(document), {"hub_part": f"lock:{SUMMARY}", "title": "of the form"}, follow=True)
    assert answer.redirect_chain == [(f"{edit_url(document)}#tab-source", 302)]
    assert "is locked" in answer.content.decode()
    assert draft().title == "All about careers"


@pytest.mark.parametrize(
    "asked",
    ["", "lock", "lock:", "lock:x", "lock:[]", "lock:[1]", 'eat:["summary"]', 'lock:{"a": 1}', "lock:[[]]"],
)
def test_what_makes_no_sense_is_refused(client: Client, document: SourceDocument, asked: str) -> None:
    assert client.post(address(document), {"hub_part": asked}, headers=SCRIPT).status_code == 400
    assert not PartLock.objects.exists()


@pytest.mark.parametrize("part", ['["nothing"]', '["roles", "nobody", "html"]', '["body", "#order", "x"]'])
def test_what_the_page_does_not_have_is_refused(client: Client, document: SourceDocument, part: str) -> None:
    for act in ("lock", "unlock", "follow"):
        assert do(client, document, act, part).status_code == 409
    assert not PartLock.objects.exists()


def test_looking_changes_nothing(client: Client, document: SourceDocument) -> None:
    before = (Revision.objects.count(), PageLogEntry.objects.count())
    client.get(f"{address(document)}?hub_part=lock:{json.dumps(['summary'])}")
    assert (Revision.objects.count(), PageLogEntry.objects.count(), PartLock.objects.count()) == (*before, 0)


class TestPermissions:
    @pytest.mark.parametrize("act", ["lock", "unlock", "follow"])
    def test_only_who_may_edit_the_page(
        self, act: str, page_editor: Any, elsewhere: Page, index: Page, document: SourceDocument, editor: Any
    ) -> None:
        edit(ArticlePage.objects.get(), editor, summary="Mine.")
        if act == "unlock":
            PartLock.objects.create(document=document, part=SUMMARY)
        for client in (Client(), page_editor("there", elsewhere)):
            assert client.get(address(document)).status_code == 302
            assert do(client, document, act).status_code == 302
        assert draft().summary == "Mine."
        assert PartLock.objects.exists() is (act == "unlock")
        assert do(page_editor("here", index), document, act).status_code == 200

    def test_who_may_see_no_runs_gets_no_link_to_one(
        self, page_editor: Any, index: Page, document: SourceDocument
    ) -> None:
        html = page_editor("here", index).get(edit_url(document)).content.decode()
        assert 'id="tab-label-source"' in html
        assert "/admin/hub/runs/" not in html
        assert "/admin/hub/sources/" not in html


def test_a_longer_article_needs_no_more_queries(
    client: Client, document: SourceDocument, hub: Hub, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(45) as few:
        client.get(address(document))
    hub.sync(article(roles=[role(f"Role {number}", f"<p>{number}</p>") for number in range(30)]))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(client.get(address(document)).json()["marks"]) > 60
