"""A role that an editor renames in the page's form takes its locks and proposals along."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from articles.models import PartLock, Proposal, SourceDocument
from articles.sync.merging.parts import part_of
from tests.articles.admin.editor_form import submitted_form
from tests.articles.admin.provenance.conftest import draft
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article, role

TEXT = ("roles", "engineering-manager", "html")


def save(client: Client, document: SourceDocument, **more: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[document.page_id])
    form = submitted_form(client.get(address).content.decode(), draft())
    return client.post(address, {**form, **more}, headers=more.pop("headers", {}))


def test_a_lock_goes_along(client: Client, document: SourceDocument, hub: Hub) -> None:
    PartLock.objects.create(document=document, part=part_of(TEXT))
    assert save(client, document, **{"roles-0-title": "Lead"}).status_code == 302
    assert PartLock.objects.get().part == part_of(("roles", "lead", "html"))
    report = hub.sync(article(roles=[role("Engineering manager", "<p>Theirs.</p>"), role("Project Managers")]))
    assert report.counts == {"held": 1}
    assert PartLock.objects.get().changes == 1


def test_what_waits_goes_along(client: Client, document: SourceDocument) -> None:
    Proposal.objects.create(document=document, part=part_of(TEXT), theirs="<p>Theirs.</p>")
    save(client, document, **{"roles-0-title": "Lead"})
    assert Proposal.objects.get().part == part_of(("roles", "lead", "html"))


def test_autosaves_write_one_revision_again_and_again(client: Client, editor: Any, document: SourceDocument) -> None:
    PartLock.objects.create(document=document, part=part_of(TEXT))
    for title in ("Engineering manag", "Engineering", "Engineering lead"):
        latest = draft().latest_revision
        own = {"overwrite_revision_id": str(latest.pk)} if latest.user == editor else {}
        address = reverse("wagtailadmin_pages:edit", args=[document.page_id])
        form = submitted_form(client.get(address).content.decode(), draft())
        said = client.post(
            address,
            {**form, "roles-0-title": title, **own},
            headers={"accept": "application/json"},
        )
        assert said.json()["success"], said.json()
    assert Revision.objects.count() == 2
    assert PartLock.objects.get().part == part_of(("roles", "engineering-lead", "html"))


@pytest.mark.parametrize("title", ["", "Engineering manager"])
def test_what_is_not_saved_or_not_renamed_stays(client: Client, document: SourceDocument, title: str) -> None:
    PartLock.objects.create(document=document, part=part_of(TEXT))
    save(client, document, **{"roles-0-title": title, "action-publish": "action-publish"})
    assert PartLock.objects.get().part == part_of(TEXT)
