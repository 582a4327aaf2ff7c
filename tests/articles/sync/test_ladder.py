"""The withdrawal ladder, without a database: what counts, what holds, what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sync.ladder import (
    COUNTED,
    MOST_COUNTED,
    Ladder,
    LadderDocument,
    LadderRules,
    Missing,
    Seen,
    Sight,
    Step,
    climb,
    ordinal,
)

HUB = "https://hub.example"
GONE, PRESENT = Seen(sight="gone"), Seen(sight="present")


def document(pk: int = 1, **values: Any) -> LadderDocument:
    state = {name: values.pop(name) for name in ("word", "count", "withdrawn") if name in values}
    known = {"url": f"{HUB}/{pk}/", "page": 100 + pk, "missing": Missing(**state)}
    return LadderDocument(pk=pk, **(known | values))


def rules(after: int = 2, share: int = 100, *, unpublishes: bool = True) -> LadderRules:
    return LadderRules(after=after, share=share, unpublishes=unpublishes)


def step_of(known: LadderDocument, sight: str, *, complete: bool = True, after: int = 2, **values: Any) -> Step:
    seen = Seen(sight=sight, **values)  # type: ignore[arg-type]
    [step] = climb([known], {known.pk: seen}, rules(after), complete=complete).steps
    return step


def going(number: int, share: int, of: int) -> Ladder:
    known = [document(pk) for pk in range(of)]
    return climb(known, dict.fromkeys(range(number), GONE), rules(1, share), complete=True)


@pytest.mark.parametrize("sight", COUNTED)
def test_a_page_goes_only_when_the_last_confirmation_is_there(sight: str) -> None:
    first = step_of(document(), sight)
    assert (first.outcome, first.after) == ("held", Missing(word=sight, count=1))
    assert first.reason.endswith("; missing for the 1st of 2 times")
    second = step_of(document(word=sight, count=1), sight)
    assert (second.outcome, second.after) == ("withdraw", Missing(word=sight, count=2, withdrawn=True))
    assert second.reason.endswith("; missing for the 2nd time")


@pytest.mark.parametrize("after", [0, 1])
def test_one_confirmation_withdraws_at_once(after: int) -> None:
    assert step_of(document(), "gone", after=after).outcome == "withdraw"


def test_another_way_of_missing_goes_on_counting() -> None:
    step = step_of(document(word="gone", count=1), "delisted", after=3)
    assert step.after == Missing(word="delisted", count=2)
    assert step.reason == "the hub lists it no more; missing for the 2nd of 3 times"


def test_an_error_neither_counts_nor_resets() -> None:
    assert step_of(document(), "error").after == Missing(word="error")
    assert step_of(document(word="error"), "gone").after == Missing(word="gone", count=1)
    counted = step_of(document(word="gone", count=1), "error")
    assert (counted.outcome, counted.is_changed) == ("", False)


def test_what_was_not_asked_for_stays_as_it_is() -> None:
    for known in (document(), document(word="gone", count=1), document(word="gone", count=2, withdrawn=True)):
        assert climb([known], {}, rules(), complete=True).steps[0].is_changed is False
        assert step_of(known, "unseen") == Step(document=1, before=known.missing, after=known.missing)


def test_present_again_forgets_the_count() -> None:
    step = step_of(document(word="gone", count=1), "present")
    assert (step.outcome, step.after) == ("", Missing())


@pytest.mark.parametrize("complete", [True, False])
def test_present_after_a_withdrawal_comes_back(complete: bool) -> None:
    known = document(word="gone", count=2, withdrawn=True)
    step = step_of(known, "present", complete=complete)
    assert (step.outcome, step.after) == ("restore", Missing())
    assert step.after_held == known.missing, "a return that has to wait is tried again"


def test_withdrawn_and_still_missing_is_left_alone() -> None:
    known = document(word="gone", count=2, withdrawn=True)
    assert step_of(known, "gone") == Step(document=1, before=known.missing, after=known.missing)
    moved = step_of(known, "redirected", location=f"{HUB}/elsewhere/")
    assert (moved.outcome, moved.after) == ("", Missing(word="redirected", count=2, withdrawn=True))


@pytest.mark.parametrize("count", [0, 1, 7])
def test_an_incomplete_crawl_counts_and_withdraws_nothing(count: int) -> None:
    known = document(word="gone" if count else "", count=count)
    told = step_of(known, "gone", complete=False)
    assert (told.outcome, told.after) == ("held", known.missing)
    assert told.reason == "the server says that it is gone; only a complete crawl counts it"
    assert step_of(known, "redirected", complete=False).outcome == "held"
    assert step_of(known, "delisted", complete=False) == Step(document=1, before=known.missing, after=known.missing)


def test_a_document_without_a_page_has_nothing_to_withdraw() -> None:
    assert step_of(document(page=None), "gone", after=1).is_changed is False
    back = step_of(document(page=None, word="gone", count=2, withdrawn=True), "present")
    assert (back.outcome, back.after) == ("", Missing())


def test_the_source_says_whether_the_page_leaves_the_site() -> None:
    for unpublishes in (True, False):
        [step] = climb([document()], {1: GONE}, rules(1, unpublishes=unpublishes), complete=True).steps
        assert (step.outcome, step.unpublish) == ("withdraw", unpublishes)


def test_a_withdrawal_that_has_to_wait_keeps_its_count() -> None:
    assert step_of(document(word="gone", count=1), "gone").after_held == Missing(word="gone", count=2)


@pytest.mark.parametrize(
    ("number", "share", "of", "goes"),
    [
        (10, 10, 100, True),
        (11, 10, 100, False),
        (1, 10, 19, True),
        (2, 10, 19, False),
        (1, 1, 3, True),
        (2, 1, 3, False),
        (3, 100, 3, True),
    ],
)
def test_more_than_the_share_and_none_goes(number: int, share: int, of: int, goes: bool) -> None:
    ladder = going(number, share, of)
    outcomes = [step.outcome for step in ladder.steps]
    assert outcomes == ["withdraw" if goes else "held"] * number + [""] * (of - number)
    assert bool(ladder.message) is not goes


def test_the_share_is_told_in_the_run_and_with_each_page() -> None:
    ladder = going(3, 10, 20)
    assert ladder.message == "3 pages would be withdrawn, but at most 2 may in one run (10 % of 20 pages): none was"
    assert ladder.steps[0].reason == (
        "the server says that it is gone; missing for the 1st time; "
        "3 pages would go, but at most 2 may in one run (10 % of 20 pages): none goes"
    )
    assert ladder.steps[0].after == Missing(word="gone", count=1)
    assert ladder.steps[0].unpublish is False


def test_a_share_of_nothing_never_withdraws_and_is_no_trouble() -> None:
    ladder = going(1, 0, 1)
    assert ladder.steps[0].outcome == "held"
    assert "never withdrawn" in ladder.steps[0].reason
    assert ladder.message == ""


def test_the_share_is_of_the_pages_that_stand() -> None:
    withdrawn = [document(pk, word="gone", count=2, withdrawn=True) for pk in range(80)]
    deleted = [document(pk, page=None) for pk in range(80, 100)]
    standing = [document(pk) for pk in range(100, 110)]
    seen = dict.fromkeys(range(100, 102), GONE)
    ladder = climb([*withdrawn, *deleted, *standing], seen, rules(1, 10), complete=True)
    assert "(10 % of 10 pages)" in ladder.message


def test_a_page_that_only_waits_takes_no_part_of_the_share() -> None:
    known = [document(1, word="gone", count=1), *(document(pk) for pk in range(2, 11))]
    ladder = climb(known, dict.fromkeys(range(1, 11), GONE), rules(2, 10), complete=True)
    assert [step.outcome for step in ladder.steps] == ["withdraw"] + ["held"] * 9


def test_a_redirect_names_the_article_where_it_ends() -> None:
    known = [document(1), document(2), document(3, aliases=(f"{HUB}/third/",))]

    def ends(location: str, **seen: Seen) -> Step:
        sights = {1: Seen(sight="redirected", location=location)} | {2: seen.get("second", PRESENT)}
        return climb(known, sights, rules(1), complete=True, key=lambda address: address.rstrip("/")).steps[0]

    to_second = ends(f"{HUB}/2")
    assert (to_second.outcome, to_second.location, to_second.leads_to) == ("withdraw", f"{HUB}/2", 2)
    assert to_second.reason.startswith(f"its address leads to {HUB}/2, which is another article here; ")
    assert ends(f"{HUB}/third/").leads_to == 3
    assert ends(f"{HUB}/nowhere/").leads_to is None
    assert ends(f"{HUB}/2/", second=GONE).leads_to is None, "nobody is sent to an article that is missing too"
    assert ends(f"{HUB}/2/", second=Seen(sight="error")).leads_to == 2


def test_a_count_stays_within_its_column() -> None:
    known = document(word="gone", count=MOST_COUNTED)
    [step] = climb([known], {1: GONE}, rules(share=0), complete=True).steps
    assert step.after.count == MOST_COUNTED


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


SIGHTS = st.sampled_from(get_args(Sight))
RUN = st.tuples(st.booleans(), st.lists(SIGHTS, min_size=6, max_size=6))
RULES = st.builds(
    LadderRules, after=st.integers(1, 4), share=st.sampled_from([0, 1, 20, 50, 100]), unpublishes=st.just(True)
)
RUNS = st.lists(RUN, min_size=1, max_size=12)


def written(known: list[LadderDocument], ladder: Ladder) -> list[LadderDocument]:
    """What the writer leaves for the next run."""
    return [replace(each, missing=step.after) for each, step in zip(known, ladder.steps, strict=True)]


def sights(run: tuple[bool, list[Sight]]) -> Mapping[int, Seen]:
    return {pk: Seen(sight=sight) for pk, sight in enumerate(run[1])}


@settings(deadline=None)
@given(RUNS, RULES)
def test_no_page_goes_without_its_confirmations(runs: list[tuple[bool, list[Sight]]], limits: LadderRules) -> None:
    """Against a plain reading of each document's history: what was seen in complete runs since it was last present."""
    known = [document(pk) for pk in range(6)]
    history: list[list[tuple[bool, str]]] = [[] for _ in known]
    for run in runs:
        complete, seen = run
        ladder = climb(known, sights(run), limits, complete=complete)
        standing = sum(
            not each.missing.withdrawn or step.outcome == "restore"
            for each, step in zip(known, ladder.steps, strict=True)
        )
        gone = sum(step.outcome == "withdraw" for step in ladder.steps)
        assert gone <= (max(standing * limits.share // 100, 1) if limits.share else 0)
        for each, step, sight, past in zip(known, ladder.steps, seen, history, strict=True):
            past.append((complete, sight))
            was_present = max((place for place, (_, word) in enumerate(past) if word == "present"), default=-1)
            counted = sum(whole and word in COUNTED for whole, word in past[was_present + 1 :])
            if step.outcome == "withdraw":
                assert complete
                assert counted >= limits.after
            if step.outcome == "restore":
                assert sight == "present"
                assert each.missing.withdrawn
            if not complete:
                assert step.after in (each.missing, Missing(), Missing(word="error"))
            if not step.after.withdrawn:
                assert step.after.count == counted
        known = written(known, ladder)


@settings(deadline=None)
@given(RUNS, RUN, RULES, st.integers(0, 6))
def test_a_killed_run_repeated_counts_once(
    before: list[tuple[bool, list[Sight]]], run: tuple[bool, list[Sight]], limits: LadderRules, reached: int
) -> None:
    """Withdrawals and returns are written as they happen, the rest at the end: a kill between them changes nothing."""
    known = [document(pk) for pk in range(6)]
    for each in before:
        known = written(known, climb(known, sights(each), limits, complete=each[0]))
    whole = climb(known, sights(run), limits, complete=run[0])
    left = written(known, whole)
    killed = [
        new if step.outcome in ("withdraw", "restore") and place < reached else old
        for place, (old, new, step) in enumerate(zip(known, left, whole.steps, strict=True))
    ]
    again = climb(killed, sights(run), limits, complete=run[0])
    assert written(killed, again) == left
    assert again.message == whole.message
