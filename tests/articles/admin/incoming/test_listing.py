"""The inbox: narrowed, and answered by the dozen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from articles.admin.incoming import bulk
from articles.admin.incoming.parts import around_change
from articles.models import AreaOfStudy, ArticlePage, Proposal, SourceDocument
from articles.sync.merging.parts import part_of
from tests.articles.admin.incoming.conftest import both_change
from tests.articles.sync.conftest import Hub

INDEX = "/admin/hub/incoming/"


def listed(client: Client, **query: Any) -> set[str]:
    """The parts that the list shows, by the first element of their path."""
    answer = client.get(INDEX, query)
    assert answer.status_code == 200
    return {each.part.split('"')[1] for each in answer.context["object_list"]}


@pytest.mark.parametrize(
    ("kind", "parts"), [("body", {"body"}), ("roles", {"roles"}), ("fields", {"title", "summary"}), ("figures", set())]
)
def test_by_kind(kind: str, parts: set[str], client: Client, document: SourceDocument) -> None:
    assert listed(client, kind=kind) == parts


def test_by_source_area_age_assignee_and_words(client: Client, editor: Any, document: SourceDocument) -> None:
    everything = {"title", "summary", "roles", "body"}
    assert listed(client) == everything
    assert listed(client, source=document.source_id) == everything
    area = AreaOfStudy.objects.get()
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    draft.save_revision().publish()
    assert listed(client, area=area.pk) == everything
    assert listed(client, age=1) == set()
    Proposal.objects.filter(part=part_of(("title",))).update(
        created_at=timezone.now() - timedelta(days=8), assignee=editor
    )
    assert listed(client, age=7) == {"title"}
    assert listed(client, assignee=editor.pk) == {"title"}
    assert listed(client, assignee="nobody") == everything - {"title"}
    assert listed(client, q="My title") == everything
    assert listed(client, q="nothing of that kind") == set()


def test_what_is_answered_is_not_listed(client: Client, document: SourceDocument) -> None:
    Proposal.objects.update(status="kept")
    assert listed(client) == set()
    assert b"Nothing waits for an answer" in client.get(INDEX).content


def test_many_rows_ask_no_more_often(
    client: Client, editor: Any, document: SourceDocument, django_assert_max_num_queries: Any
) -> None:
    Proposal.objects.bulk_create(
        Proposal(
            document=document,
            part=part_of(("roles", f"role-{number}", "html")),
            base="a",
            theirs="b",
            assignee=editor,
        )
        for number in range(200)
    )
    client.get(INDEX)
    with django_assert_max_num_queries(15):
        client.get(INDEX)


class TestBulk:
    @pytest.fixture(autouse=True)
    def two(self, hub: Hub, editor: Any, document: SourceDocument, client: Client) -> None:
        both_change(hub, editor, "other")
        self.client = client

    def ask(self, name: str, proposals: Any, client: Client | None = None, **narrowed: str) -> Any:
        """The question, as the list's script asks for it: with the list's filters."""
        address = reverse("wagtail_bulk_action", args=["articles", "proposal", name])
        asked = (client or self.client).get(address, {**narrowed, "id": proposals, "next": INDEX})
        assert asked.status_code in (200, 302)
        return asked

    def confirm(self, name: str, asked: Any, client: Client | None = None, **data: Any) -> Any:
        """Its form sent; also by who got no form, to the form's own address."""
        address = reverse("wagtail_bulk_action", args=["articles", "proposal", name])
        context = asked.context or {}
        everything = ",".join(str(each.pk) for each in Proposal.objects.all())
        data["confirmed"] = context.get("confirmed", everything)
        return (client or self.client).post(context.get("submit_url", f"{address}?next={INDEX}"), data, follow=True)

    def act(self, name: str, proposals: Any, client: Client | None = None, **data: Any) -> Any:
        return self.confirm(name, self.ask(name, proposals, client), client, **data)

    def titles(self) -> set[str]:
        return {each.get_latest_revision_as_object().title for each in ArticlePage.objects.all()}

    def test_theirs_are_taken(self) -> None:
        proposals = Proposal.objects.filter(part=part_of(("title",)))
        answer = self.act("take", [each.pk for each in proposals])
        assert "2 parts were answered." in answer.content.decode()
        assert self.titles() == {"Their title"}
        assert {each.status for each in proposals.all()} == {"taken"}

    def test_ours_are_kept(self) -> None:
        self.act("keep", ["all"])
        assert self.titles() == {"My title"}
        assert {each.status for each in Proposal.objects.all()} == {"kept"}

    @pytest.mark.parametrize(
        ("narrowed", "number"), [({"kind": "fields"}, 4), ({"q": "careers"}, 4), ({"kind": "body", "q": "careers"}, 1)]
    )
    def test_all_is_what_the_list_shows(self, narrowed: dict[str, str], number: int) -> None:
        asked = self.ask("take", ["all"], **narrowed)
        assert len(asked.context["items"]) == number
        self.confirm("take", asked)
        assert Proposal.objects.filter(status="taken").count() == number

    def test_all_is_what_was_there_when_it_was_asked(self, hub: Hub, editor: Any) -> None:
        asked = self.ask("take", ["all"])
        late = both_change(hub, editor, "late")
        self.confirm("take", asked)
        assert {each.status for each in late.proposals.all()} == {"open"}
        assert {each.status for each in Proposal.objects.exclude(document=late)} == {"taken"}

    def test_it_says_how_many_are_left_for_another_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bulk, "MOST", 3)
        asked = self.ask("take", ["all"])
        assert "These are the 3 that wait longest; 5 more are left" in asked.content.decode()
        self.confirm("take", asked)
        assert Proposal.objects.filter(status="taken").count() == 3
        assert "for another time" not in self.ask("take", [1, 2]).content.decode()

    def test_an_article_that_cannot_be_written_leaves_the_others_alone(self) -> None:
        ArticlePage.objects.filter(slug="other").update(locked=True)
        answer = self.act("take", ["all"]).content.decode()
        assert "was left alone" in answer
        assert self.titles() == {"Their title", "My title"}

    def test_nor_does_one_that_its_own_checks_refuse(self) -> None:
        page = ArticlePage.objects.get(slug="other").get_latest_revision_as_object()
        page.first_published = "October of 2022"
        page.save_revision(clean=False)
        answer = self.act("take", ["all"]).content.decode()
        assert "was left alone: First published: Ensure this value has at most 10 characters (it has 15)." in answer
        assert self.titles() == {"Their title", "My title"}

    def test_they_are_given_to_somebody_and_to_nobody(self, editor: Any) -> None:
        self.act("assign", ["all"], assignee=editor.pk)
        assert {each.assignee for each in Proposal.objects.all()} == {editor}
        logged = PageLogEntry.objects.filter(action="articles.assign")
        assert {each.message for each in logged} == {"Gave what waits of the article to editor"}
        assert logged.count() == 2
        self.act("assign", ["all"], assignee="")
        assert {each.assignee for each in Proposal.objects.all()} == {None}

    def test_nobody_gets_what_they_may_not_answer(self, page_editor: Any, django_user_model: Any) -> None:
        page_editor("there", ArticlePage.objects.get(slug="other"))
        there = django_user_model.objects.get(username="there")
        answer = self.act("assign", ["all"], assignee=there.pk).content.decode()
        assert "4 parts were assigned." in answer
        assert "4 parts were left alone: there may not edit their pages." in answer
        given = Proposal.objects.filter(assignee=there)
        assert {each.document.slug for each in given} == {"other"}
        assert PageLogEntry.objects.filter(action="articles.assign").count() == 1

    @pytest.mark.parametrize("name", ["take", "keep", "assign"])
    def test_a_stranger_changes_nothing(self, name: str, signed_in: Any, page_editor: Any) -> None:
        before = set(Proposal.objects.values_list("pk", "status", "assignee"))
        some = [each.pk for each in Proposal.objects.all()[:2]]
        strangers = [signed_in("view_syncrun"), page_editor("there", ArticlePage.objects.get(slug="other"))]
        for ids in (some, ["all"]):
            self.act(name, ids, strangers[0])
            data = {"confirmed": ",".join(map(str, Proposal.objects.values_list("pk", flat=True)))}
            strangers[1].post(reverse("wagtail_bulk_action", args=["articles", "proposal", name]), data)
        mine = set(Proposal.objects.filter(document__slug="other").values_list("pk", flat=True))
        self.act(name, ["all"], strangers[1])
        after = set(Proposal.objects.values_list("pk", "status", "assignee"))
        assert {each[0] for each in before - after} <= mine


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("one two", "one three", ("one two", "one three")),
        ("", "new", ("", "new")),
        ("same " * 40 + "old", "same " * 40 + "new", ("…" + "same " * 8 + "old", "…" + "same " * 8 + "new")),
        ("old" + " same" * 40, "new" + " same" * 40, ("old" + " same" * 7 + "…", "new" + " same" * 7 + "…")),
    ],
)
def test_a_change_is_shown_with_a_few_words_beside_it(before: str, after: str, shown: tuple[str, str]) -> None:
    assert around_change(before, after, 240) == shown
