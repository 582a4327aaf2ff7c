"""An editor and a source over real pages, in any order: what must hold of runs whatever both did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from wagtail.models import Revision

from articles.models import AreaOfStudy, ArticlePage, PartLock, Proposal, Role, Source, SourceDocument
from articles.sync.content import content_of_revision, values_of_content
from articles.sync.filling import fill
from articles.sync.merging.parts import MISSING, PartNotFound, part_of, path_of, value_at
from articles.sync.resolve import resolve
from tests.articles.sync.conftest import Hub
from tests.articles.sync.merging.contents import Content, Writer, content, edits, words
from tests.articles.sync.merging.records import article_of, term

LOCKS = (("title",), ("summary",), ("areas_of_study",), ("roles", "role-alpha0"), ("roles", "role-beta0", "html"))
ALIKE = ("title", "summary")
PLAIN = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

pytestmark = pytest.mark.django_db


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page(slug: str = "careers") -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(slug=slug)
    return found


def says(article: ArticlePage) -> Content:
    """What the page's latest revision says."""
    article.refresh_from_db()
    return content_of_revision(article.latest_revision.content)


def own_words(content: Content) -> set[str]:
    return {each for each in words(content) if each.startswith("editor")}


def without_keys(value: Any) -> Any:
    """The content without the keys of its blocks and items, and terms without their order."""
    if isinstance(value, dict):
        return {
            name: sorted(each) if name in ("areas_of_study", "topics") else without_keys(each)
            for name, each in value.items()
            if name != "id"
        }
    return [without_keys(each) for each in value] if isinstance(value, list) else value


def imported_afresh(hub: Hub, said: Content) -> Content:
    """What a page says that a source makes which was never here before."""
    place = "https://fresh.example/"
    known = hub.source
    with undone():
        hub.source = Source.objects.create(name="Fresh", slug="fresh", address=place, target=known.target)
        assert hub.sync(article_of(said, "fresh", place)).counts == {"create": 1}
        fresh = says(page("fresh"))
    hub.source = known
    return fresh


def stock() -> Any:
    """What editors' edits name; the editor who makes them."""
    Role.objects.create(pk=1, name="A role", slug="a-role")
    for key in range(10, 22):
        AreaOfStudy.objects.create(pk=key, name=term(key).name, slug=term(key).slug)
    return get_user_model().objects.create_superuser("writer", "writer@hub.example", "x")


class TwoWriters(RuleBasedStateMachine):
    """Every example in a transaction of its own."""

    hub: Hub

    def __init__(self) -> None:
        super().__init__()
        self.undone = undone()
        self.undone.__enter__()
        self.user = stock()
        self.editor, self.writer = Writer("editor"), Writer("source")
        self.source = content()
        self.hub.sync(article_of(self.source))
        self.synced = self.source
        self.written: set[str] = set()
        self.is_edited = False

    def teardown(self) -> None:
        self.undone.__exit__(None, None, None)

    @rule(changes=edits.filter(bool))
    def editor_writes(self, changes: Any) -> None:
        before = says(page())
        self.save(self.editor.edit(before, changes))

    def save(self, new: Content) -> None:
        before = says(page())
        draft = page().get_latest_revision_as_object()
        fill(draft, values_of_content(new))
        draft.save_revision(user=self.user, log_action=True)
        self.is_edited = True
        after = says(page())
        assert own_words(new) <= own_words(after), "the edit itself did not arrive"
        self.written = (self.written | (own_words(after) - own_words(before))) & own_words(after)

    @rule()
    def editor_publishes(self) -> None:
        page().get_latest_revision().publish(user=self.user)

    @rule(changes=edits.filter(bool))
    def source_writes(self, changes: Any) -> None:
        self.source = self.writer.edit(self.source, changes)

    @rule(name=st.sampled_from(ALIKE))
    def both_write_alike(self, name: str) -> None:
        if PartLock.objects.filter(part=part_of((name,))).exists():
            return
        word = self.writer.word()
        self.source = {**self.source, name: word}
        self.save({**says(page()), name: word})
        open_before = set(waiting())
        self.sync()
        assert set(waiting()) - open_before <= {each for each in waiting() if each != part_of((name,))}
        assert part_of((name,)) not in waiting()
        assert says(page())[name] == word

    @rule(path=st.sampled_from(LOCKS))
    def editor_locks(self, path: tuple[str, ...]) -> None:
        PartLock.objects.get_or_create(
            document=SourceDocument.objects.get(), part=part_of(path), defaults={"locked_by": self.user}
        )

    @rule(path=st.sampled_from(LOCKS))
    def editor_unlocks(self, path: tuple[str, ...]) -> None:
        PartLock.objects.filter(part=part_of(path)).delete()
        self.is_edited = True  # what was held under it stays away until the source changes again

    @rule()
    def sync(self) -> None:
        before, locked = says(page()), dict(PartLock.objects.values_list("pk", "part"))
        report = self.hub.sync(article_of(self.source))
        self.synced = self.source
        assert not {"fail", "reject", "create"} & set(report.counts), report.articles
        after = says(page())
        for lock in PartLock.objects.all():
            # The lock of a role goes along when the role is renamed; one that the editor renamed before is `before`
            # still locked under the former name.
            old, new = path_of(locked[lock.pk]), path_of(lock.part)
            if old == new or value_at(before, old) is not MISSING:
                assert value_at(after, new) == value_at(before, old), lock.part
        self.again()
        if not self.is_edited and not PartLock.objects.exists():
            assert without_keys(after) == without_keys(imported_afresh(self.hub, self.source))

    def again(self) -> None:
        """A second run over the input of the last one writes nothing."""
        before, open_before = Revision.objects.count(), waiting()
        held = list(PartLock.objects.order_by("pk").values_list("changes", flat=True))
        assert self.hub.sync(article_of(self.synced)).counts == {"unchanged": 1}
        assert (Revision.objects.count(), waiting()) == (before, open_before)
        assert list(PartLock.objects.order_by("pk").values_list("changes", flat=True)) == held

    @precondition(lambda self: Proposal.objects.filter(status="open").exists())
    @rule(place=st.integers(0, 20), take=st.booleans())
    def editor_answers(self, place: int, take: bool) -> None:
        proposals = Proposal.objects.filter(status="open").order_by("pk")
        proposal = proposals[place % len(proposals)]
        self.is_edited = True
        with suppress(PartNotFound):
            with transaction.atomic():
                resolve(proposal, take=take, user=self.user)
            after = says(page())
            self.written &= own_words(after)
            if not take:
                return
            self.again()
            assert says(page()) == after
            assert proposal.part not in waiting()

    @invariant()
    def every_word_stands(self) -> None:
        assert self.written <= own_words(says(page()))


def waiting() -> list[str]:
    return sorted(Proposal.objects.filter(status="open").values_list("part", flat=True))


def test_an_editor_and_a_source_over_real_pages(hub: Hub) -> None:
    TwoWriters.hub = hub
    run_state_machine_as_test(TwoWriters, settings=settings(PLAIN, max_examples=25, stateful_step_count=10))


@given(st.lists(edits.filter(bool), min_size=1, max_size=3))
@settings(PLAIN, max_examples=12)
def test_where_nobody_edits_the_page_is_a_fresh_import(hub: Hub, editions: Any) -> None:
    with undone():
        stock()
        said, writer = content(), Writer("source")
        hub.sync(article_of(said))
        for changes in editions:
            said = writer.edit(said, changes)
            hub.sync(article_of(said))
        assert without_keys(says(page())) == without_keys(imported_afresh(hub, said))
        assert not Proposal.objects.exists()
