"""What changed: the source or our parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.sync.cause import Cause, cause_of


@pytest.mark.parametrize(
    ("read_by", "is_stored", "cause"),
    [
        ("old", True, "parser"),
        ("now", True, "parser"),  # the profile changed
        ("now", False, "source"),
        ("old", False, "either"),
        ("", False, "either"),
        ("", True, "either"),  # a run was killed between crawl and sync: the stored response may be newer
    ],
)
def test_cause(read_by: str, is_stored: bool, cause: Cause) -> None:
    assert cause_of(read_by=read_by, version="now", is_stored=is_stored) == cause


PARSERS = st.sampled_from(["one", "two"])
RESPONSES = st.sampled_from(["a", "b"])


@settings(deadline=None)
@given(PARSERS, RESPONSES, PARSERS, RESPONSES, st.booleans())
def test_what_is_claimed_is_true(
    parser: str, response: str, parser_now: str, response_now: str, is_known: bool
) -> None:
    """Whatever happened: "source" only where the response is another, "parser" only where the parser is another."""
    if (parser, response) == (parser_now, response_now):
        return  # nothing changed
    cause = cause_of(read_by=parser if is_known else "", version=parser_now, is_stored=response == response_now)
    if cause == "source":
        assert response != response_now
        assert parser == parser_now
    if cause == "parser":
        assert parser != parser_now
        assert response == response_now
    assert (cause == "either") == (not is_known or (parser != parser_now and response != response_now))
