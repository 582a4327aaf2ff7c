"""A regular expression that goes astray holds nobody up."""

from __future__ import annotations

import time

import pytest

from articles.sync import in_time
from articles.sync.in_time import TooSlow, refuse_if_slow
from scraper.profile import SourceProfile

URL = "https://hub.example/articles/one/"
PAGE = f"<h1>One</h1><h2>{'a' * 60}!</h2><p>Words.</p>"


def profile(**fields: list[str]) -> SourceProfile:
    return SourceProfile.from_dict(fields)


@pytest.mark.parametrize(
    ("fields", "url"),
    [({"role_headings": ["^(a+)+$"]}, URL), ({"include": ["(a+)+/$"]}, f"https://hub.example/{'a' * 60}!")],
)
def test_it_is_ended(fields: dict[str, list[str]], url: str) -> None:
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        refuse_if_slow(PAGE, url, "https://hub.example/", profile(**fields), patience=4)
    assert time.monotonic() - begun < 20


def test_a_plain_one_passes() -> None:
    refuse_if_slow(PAGE, URL, "https://hub.example/", profile(role_headings=["^jobs"]), patience=60)


def test_without_an_expression_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_time.subprocess, "run", None)
    refuse_if_slow(PAGE, URL, "", profile())


def test_it_is_told_no_credentials_of_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, str]] = []
    monkeypatch.setenv("HUB_TOKEN", "correct-horse-battery")
    monkeypatch.setattr(in_time.subprocess, "run", lambda _command, *, env, **_options: told.append(env))
    refuse_if_slow(PAGE, URL, "", profile(role_headings=["^jobs"]))
    [environment] = told
    assert "HUB_TOKEN" not in environment
    assert "PATH" in environment
