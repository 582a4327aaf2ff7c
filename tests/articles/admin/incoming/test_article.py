"""What waits of one article: seen side by side, answered in one save, taken back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import rich_text

from articles.admin import phrases
from articles.admin.incoming import article as views
from articles.admin.incoming.answered import undo_url
from articles.blocks import RICH_TEXT_FEATURES
from articles.models import ArticlePage, PartLock, Proposal, SourceDocument
from articles.sync.merging.parts import PartNotFound, part_of
from tests.articles.admin.incoming.conftest import THEIRS, both_change
from tests.articles.sync.conftest import Hub, edit
from tests.articles.sync.samples import article

ROLE = part_of(("roles", "engineering-manager", "html"))


def view(document: SourceDocument, name: str = "article") -> str:
    return reverse(f"hub_incoming:{name}", args=[document.pk])


def proposal(part: str) -> Proposal:
    return Proposal.objects.get(part=part if part.startswith("[") else part_of((part,)))


def block() -> Proposal:
    return Proposal.objects.get(part__startswith='["body"')


def draft() -> ArticlePage:
    return ArticlePage.objects.get(slug="careers").get_latest_revision_as_object()


def form_data(client: Client, document: SourceDocument, choices: dict[Proposal, str], **more: Any) -> dict[str, Any]:
    """What the browser sends of the view as it was opened, with these choices."""
    form = client.get(view(document)).context["form"]
    data = {"seen": form["seen"].value()}
    for name in form.fields:
        if name.startswith("value-"):
            value = form[name].value() or ""
            data[name] = rich_text(value, features=RICH_TEXT_FEATURES) if "<" in value else value
    data |= {f"choice-{each.pk}": choice for each, choice in choices.items()}
    return {**data, **more}


def save(client: Client, document: SourceDocument, choices: dict[Proposal, str], **more: Any) -> Any:
    return client.post(view(document), form_data(client, document, choices, **more), follow=True)


def test_both_sides_stand_beside_each_other_with_their_marks(client: Client, document: SourceDocument) -> None:
    html = client.get(view(document)).content.decode()
    assert '<span class="deletion">All' in html
    assert '<span class="addition">Their' in html
    assert '<span class="addition">serve</span>' in html
    assert '<span class="addition">steer</span>' in html
    assert "Role: Engineering manager, " in html


def test_what_the_source_says_is_text_and_no_markup(hub: Hub, editor: Any, client: Client) -> None:
    document = both_change(hub, editor)
    hub.sync(article(**{**THEIRS, "title": "<script>alert(1)</script>"}))
    assert b"<script>alert(1)" not in client.get(view(document)).content
    assert b"<script>alert(1)" not in client.get(reverse("hub_incoming:index")).content


def test_one_save_makes_one_revision(client: Client, editor: Any, document: SourceDocument) -> None:
    before = Revision.objects.count()
    answer = save(
        client,
        document,
        {proposal("title"): "take", proposal("summary"): "keep", proposal(ROLE): "take", block(): "lock"},
    )
    assert "4 answers were saved." in answer.content.decode()
    assert Revision.objects.count() == before + 1
    page = draft()
    assert (page.title, page.summary) == ("Their title", "My summary.")
    assert [each.html for each in page.roles.all()] == ["<p>Theirs.</p>", "<p>They lead.</p>"]
    assert str(page.body[1].value) == "<p>Managers <b>serve</b> people.</p>"
    assert page.latest_revision.user == editor
    assert PartLock.objects.get().part.startswith('["body"')
    assert {each.status for each in Proposal.objects.all()} == {"taken", "kept", "locked"}
    assert "take" in PageLogEntry.objects.get(action="articles.answer").message


def test_what_is_written_by_hand_stands_in_the_page(client: Client, document: SourceDocument) -> None:
    title, text = proposal("title"), block()
    save(
        client,
        document,
        {title: "edit", text: "edit"},
        **{
            f"value-{title.pk}": "By hand",
            f"value-{text.pk}": rich_text("<p>By <b>hand</b>.</p>", features=RICH_TEXT_FEATURES),
        },
    )
    page = draft()
    assert page.title == "By hand"
    assert "By <b>hand</b>." in str(page.body[1].value)
    assert {each.status for each in Proposal.objects.exclude(status="open")} == {"edited"}


def test_a_title_by_hand_needs_words(client: Client, document: SourceDocument) -> None:
    title = proposal("title")
    answer = save(client, document, {title: "edit"}, **{f"value-{title.pk}": ""})
    assert "This field is required." in answer.content.decode()
    assert proposal("title").status == "open"


def test_what_is_too_long_for_the_page_is_refused_and_stays_in_the_form(
    client: Client, document: SourceDocument
) -> None:
    title = proposal("title")
    answer = save(client, document, {title: "edit"}, **{f"value-{title.pk}": "x" * 256})
    html = answer.content.decode()
    assert "Ensure this value has at most 255 characters" in html
    assert "x" * 256 in html
    assert (draft().title, proposal("title").status) == ("My title", "open")


def test_what_the_page_as_a_whole_may_not_be_is_told_in_the_form(client: Client, document: SourceDocument) -> None:
    page = draft()
    page.first_published = "October of 2022"
    page.save_revision(clean=False)
    title = proposal("title")
    answer = save(client, document, {title: "edit"}, **{f"value-{title.pk}": "By hand"})
    html = answer.content.decode()
    assert "First published: Ensure this value has at most 10 characters" in html
    assert "By hand" in html
    assert (draft().title, proposal("title").status) == ("My title", "open")


def test_what_was_answered_does_not_come_back(hub: Hub, client: Client, document: SourceDocument) -> None:
    save(client, document, dict.fromkeys(Proposal.objects.all(), "keep"))
    assert hub.sync(article(**THEIRS)).counts == {"unchanged": 1}
    assert not Proposal.objects.filter(status="open").exists()


def test_no_choice_saves_nothing(client: Client, document: SourceDocument) -> None:
    answer = save(client, document, {})
    assert "Choose an answer" in answer.content.decode()
    assert Proposal.objects.filter(status="open").count() == 4


def test_a_page_that_was_changed_meanwhile_is_shown_anew(client: Client, editor: Any, document: SourceDocument) -> None:
    data = form_data(client, document, {proposal("title"): "take"})
    edit(ArticlePage.objects.get(), editor, summary="Written in the meantime.")
    answer = client.post(view(document), data)
    html = answer.content.decode()
    assert "The page was changed while you looked at it" in html
    assert "meantime" in html
    assert answer.context["form"][f"choice-{proposal('title').pk}"].value() == "take"
    assert draft().title == "My title"
    again = {**data, "seen": answer.context["form"]["seen"].value()}
    assert client.post(view(document), again).status_code == 302
    assert (draft().title, draft().summary) == ("Their title", "Written in the meantime.")


def test_what_wagtail_saved_by_itself_meanwhile_is_shown_anew(
    client: Client, editor: Any, document: SourceDocument
) -> None:
    revision = draft().save_revision(user=editor)
    data = form_data(client, document, {proposal("summary"): "take"})
    page = draft()
    page.summary = "Typed on, in the same revision."
    page.save_revision(user=editor, overwrite_revision=revision, clean=False)
    html = client.post(view(document), data).content.decode()
    assert "The page was changed while you looked at it" in html
    assert draft().summary == "Typed on, in the same revision."


def test_a_page_that_is_locked_is_not_written(client: Client, document: SourceDocument) -> None:
    ArticlePage.objects.update(locked=True)
    answer = save(client, document, {proposal("title"): "take"})
    assert "Nothing was saved" in answer.content.decode()
    assert draft().title == "My title"


def test_a_preview_shows_the_page_and_saves_nothing(client: Client, document: SourceDocument) -> None:
    before = Revision.objects.count()
    data = form_data(client, document, {proposal("title"): "take", block(): "take", proposal(ROLE): "keep"})
    html = client.post(view(document, "preview"), data).content.decode()
    assert "Their title" in html
    assert "<b>steer</b>" in html
    assert "Mine." in html
    assert (Revision.objects.count(), Proposal.objects.filter(status="open").count()) == (before, 4)


def test_no_preview_says_why_in_the_language_of_who_reads_it(
    client: Client, document: SourceDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_there(*_any: Any) -> None:
        raise PartNotFound("the page no longer has roles")

    monkeypatch.setattr(views, "write_answers", not_there)
    monkeypatch.setattr(phrases, "gettext", lambda _phrase: "Sie hat keine %(part)s")
    answer = client.post(view(document, "preview"), form_data(client, document, {proposal("title"): "take"}))
    assert (answer.status_code, "Sie hat keine roles" in answer.content.decode()) == (409, True)


def test_the_next_article_follows(hub: Hub, editor: Any, client: Client, document: SourceDocument) -> None:
    other = both_change(hub, editor, "other")
    answer = save(client, document, {proposal_of(document): "keep"}, next="1")
    assert answer.redirect_chain == [(view(other), 302)]


def test_skipping_leads_to_every_article_and_round(
    hub: Hub, editor: Any, client: Client, document: SourceDocument
) -> None:
    others = [both_change(hub, editor, slug) for slug in ("second", "third")]
    # Of the first something came after the others; it is still the first.
    newest = Proposal.objects.filter(document=document).latest("pk")
    Proposal.objects.filter(pk=newest.pk).update(created_at=timezone.now())
    for here, onward in pairwise([document, *others, document]):
        assert client.get(view(here)).context["next_url"] == view(onward)


def proposal_of(document: SourceDocument) -> Proposal:
    return Proposal.objects.filter(document=document, status="open")[0]


class TestUndo:
    @pytest.fixture(autouse=True)
    def answered(self, client: Client, document: SourceDocument) -> None:
        parts = {proposal("title"): "take", proposal("summary"): "keep", block(): "lock", proposal(ROLE): "take"}
        save(client, document, parts)
        self.parts, self.client, self.document = list(parts), client, document

    def undo(self) -> str:
        address = undo_url(self.document.pk, [each.pk for each in self.parts])
        assert "Yes, take back" in self.client.get(address).content.decode()
        assert draft().title == "Their title"
        return self.client.post(address, follow=True).content.decode()

    def test_the_page_and_what_waited_are_as_before(self) -> None:
        before = Revision.objects.count()
        assert "4 answers were taken back." in self.undo()
        page = draft()
        assert (page.title, page.roles.all()[0].html) == ("My title", "<p>Mine.</p>")
        assert Revision.objects.count() == before + 1
        assert Proposal.objects.filter(status="open").count() == 4
        assert not PartLock.objects.exists()
        assert PageLogEntry.objects.filter(action="articles.reopen").exists()

    def test_what_an_editor_wrote_since_stays(self, editor: Any) -> None:
        edit(ArticlePage.objects.get(), editor, title="Written since")
        address = undo_url(self.document.pk, [each.pk for each in self.parts])
        html = self.client.post(address, follow=True).content.decode()
        assert "3 answers were taken back." in html
        assert "1 answer stays" in html
        assert draft().title == "Written since"

    def test_twice_is_once(self) -> None:
        self.undo()
        address = undo_url(self.document.pk, [each.pk for each in self.parts])
        assert "There is no answer to take back" in self.client.get(address).content.decode()
        before = Revision.objects.count()
        self.client.post(address)
        assert Revision.objects.count() == before


class TestPermissions:
    @pytest.fixture
    def elsewhere(self) -> Page:
        return Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))

    @pytest.mark.parametrize("name", ["article", "preview", "undo"])
    def test_only_who_may_edit_the_page(
        self, name: str, page_editor: Any, elsewhere: Page, index: Page, document: SourceDocument
    ) -> None:
        here, there = page_editor("here", index), page_editor("there", elsewhere)
        address = view(document, name)
        data = {f"choice-{proposal('title').pk}": "take", "seen": ""}
        for client in (Client(), there):
            assert client.get(address).status_code in (302, 405)
            assert client.post(address, data).status_code == 302
        assert proposal("title").status == "open"
        assert here.post(address, data).status_code in (200, 302)

    def test_the_list_shows_what_one_may_answer(
        self, page_editor: Any, elsewhere: Page, index: Page, document: SourceDocument
    ) -> None:
        address = reverse("hub_incoming:index")
        assert b"My title" in page_editor("here", index).get(address).content
        answer = page_editor("there", elsewhere).get(address)
        assert answer.status_code == 200
        assert b"My title" not in answer.content

    def test_who_edits_no_page_has_no_inbox(self, signed_in: Any, document: SourceDocument) -> None:
        assert signed_in("view_syncrun").get(reverse("hub_incoming:index")).status_code == 302
