"""The plan, without a database: who is who, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.sync.ladder import LadderRules
from articles.sync.matching import KnownDocument, Sighting
from articles.sync.plan import Decision, PageState, plan
from scraper.addresses import HostFamily

HUB = "https://hub.example"
RULES = LadderRules(after=2, share=10, unpublishes=True)


def sighting(path: str, place: int = 0, **values: Any) -> Sighting:
    slug = path.strip("/").rpartition("/")[2]
    known = {"kind": "article", "url": HUB + path, "slug": slug, "title": f"Of {path}", "fingerprint": "new"}
    return Sighting(place=place, **(known | values))


def document(path: str, pk: int = 1, **values: Any) -> KnownDocument:
    slug = path.strip("/").rpartition("/")[2]
    known = {"aliases": (), "fingerprint": "old", "page": 10 + pk, "was_written": True}
    return KnownDocument(pk=pk, url=HUB + path, slug=slug, **(known | values))


def untitled(keys: list[int]) -> Mapping[int, str]:
    raise AssertionError(f"nothing here is known by its title, and yet those of {keys} are asked for")


def planned(
    sightings: list[Sighting], documents: list[KnownDocument], titles: Mapping[int, str] | None = None, **options: Any
) -> list[Decision]:
    def states(keys: list[int]) -> Mapping[int, PageState]:
        return {key: PageState() for key in keys}

    def titles_of(keys: list[int]) -> Mapping[int, str]:
        return {key: (titles or {}).get(key, "") for key in keys}

    return plan(sightings, documents, states, titles_of, rules=RULES, **({"whole": True} | options)).decisions


def words(decisions: list[Decision]) -> list[str]:
    return [each.outcome for each in decisions]


def test_new_changed_and_unchanged() -> None:
    seen = [sighting("/a/", 0), sighting("/b/", 1), sighting("/c/", 2)]
    known = [document("/b/", 1), document("/c/", 2, fingerprint="new")]
    assert words(planned(seen, known)) == ["create", "update", "unchanged"]


def test_an_alias_is_the_document_and_becomes_its_address() -> None:
    [decision] = planned([sighting("/old/")], [document("/new/", aliases=(f"{HUB}/old/",))])
    assert (decision.outcome, decision.moved_from, decision.document) == ("update", f"{HUB}/new/", 1)


def test_the_same_slug_elsewhere_is_a_move_only_when_the_old_address_is_gone() -> None:
    known = [document("/one/a/")]
    assert planned([sighting("/two/a/")], known)[0].reason == f"moved from {HUB}/one/a/"
    both = [sighting("/two/a/", 0), sighting("/one/a/", 1)]
    assert words(planned(both, known)) == ["create", "update"]


def test_a_failure_at_the_old_address_is_no_move() -> None:
    failed = Sighting(place=1, kind="failure", url=f"{HUB}/one/a/", outcome="fail", reason="no answer", sight="error")
    assert words(planned([sighting("/two/a/"), failed], [document("/one/a/")])) == ["create", "fail"]


def test_in_a_part_of_the_hub_a_move_needs_the_title_too() -> None:
    assert words(planned([sighting("/two/a/")], [document("/one/a/")], whole=False)) == ["create"]
    titles = {1: "Of /two/a/"}
    assert words(planned([sighting("/two/a/")], [document("/one/a/")], titles, whole=False)) == ["update"]


def test_a_new_slug_under_the_old_title_is_a_move_in_a_whole_run_only() -> None:
    known, titles = [document("/a/")], {1: "Guide", 2: "Guide"}
    assert planned([sighting("/b/", title="Guide")], known, titles)[0].document == 1
    assert words(planned([sighting("/b/", title="Guide")], known, titles, whole=False)) == ["create"]
    two = [*known, document("/c/", 2)]
    assert words(planned([sighting("/b/", title="Guide")], two, titles)) == ["create"], "nobody knows which one moved"


def test_a_redirect_from_a_known_address_is_a_move() -> None:
    [decision] = planned([sighting("/b/", fetched=(f"{HUB}/a/", f"{HUB}/b/"))], [document("/a/")], whole=False)
    assert (decision.outcome, decision.reason) == ("update", f"moved from {HUB}/a/")


def test_a_document_is_never_two_articles() -> None:
    seen = [sighting("/two/a/", 0), sighting("/three/a/", 1)]
    assert words(planned(seen, [document("/one/a/")])) == ["update", "create"]


def test_other_spellings_of_the_address_are_the_same_article() -> None:
    key = HostFamily.of(HUB).key
    seen = [Sighting(place=0, kind="not_modified", url="http://www.hub.example/a")]
    assert words(planned(seen, [document("/a/")], key=key)) == ["unchanged"]


def test_held_with_the_states_reason() -> None:
    def states(keys: list[int]) -> Mapping[int, PageState]:
        return {key: PageState(held="somebody is at it") for key in keys}

    [decision] = plan([sighting("/a/")], [document("/a/")], states, untitled, whole=True, rules=RULES).decisions
    assert (decision.outcome, decision.reason) == ("held", "somebody is at it")


def test_neither_pages_nor_titles_of_unchanged_articles_are_looked_at() -> None:
    def states(keys: list[int]) -> Mapping[int, PageState]:
        raise AssertionError(keys)

    known = document("/a/", fingerprint="new")
    decisions = plan([sighting("/a/")], [known], states, untitled, whole=True, rules=RULES).decisions
    assert words(decisions) == ["unchanged"]


def test_a_document_that_never_had_a_page_gets_one() -> None:
    assert words(planned([sighting("/a/")], [document("/a/", page=None, was_written=False)])) == ["create"]
