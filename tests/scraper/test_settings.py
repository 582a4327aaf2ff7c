"""The crawl's settings are those of the design, and Scrapy knows them."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from scrapy.settings import default_settings

from scraper.settings import PATIENT, SettingsError, crawl_settings, crawl_timeout, user_agent
from scraper.source import SourceSpec

PUBLIC = SourceSpec(slug="hub", address="https://hub.example/hub/")


def test_what_the_design_demands() -> None:
    settings = crawl_settings(PUBLIC)
    demanded = {
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": 32 * 1024 * 1024,
        "ROBOTSTXT_OBEY": True,
        "AUTOTHROTTLE_ENABLED": True,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_TIMEOUT": 30.0,
        "HTTPCACHE_ENABLED": False,
    }
    assert {name: settings[name] for name in demanded} == demanded
    handlers = dict(settings["DOWNLOAD_HANDLERS"])
    assert {handlers.pop(each) for each in ("http", "https")} == {PATIENT}
    assert handlers == dict.fromkeys(("file", "data", "ftp", "s3"))


def test_scrapy_knows_every_setting() -> None:
    """A misspelled setting would be ignored without a word."""
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", cache_folder="/var/cache/hub")
    own = {name for name in crawl_settings(spec) if not name.startswith("GLEANER_")}
    assert own - set(default_settings.__all__) == set()


def test_storage_is_absolute_and_conditional() -> None:
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", cache_folder="/var/cache/hub")
    settings = crawl_settings(spec)
    assert settings["HTTPCACHE_DIR"] == "/var/cache/hub"
    assert settings["DEFAULT_REQUEST_HEADERS"]["Cache-Control"] == "max-age=0"


def test_only_an_own_hub_is_asked_fast() -> None:
    own = crawl_settings(SourceSpec(slug="hub", address="http://127.0.0.1:8000/hub/", allow_private=True))
    assert (own["AUTOTHROTTLE_START_DELAY"], crawl_settings(PUBLIC)["AUTOTHROTTLE_START_DELAY"]) == (0.0, 1.0)


def test_processes_that_share_a_crawl_are_together_as_one() -> None:
    spec = SourceSpec(slug="hub", address="https://hub.example/hub/", download_delay=2.0)
    alone, each = crawl_settings(spec), crawl_settings(spec, processes=4)
    for name in ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY", "AUTOTHROTTLE_MAX_DELAY"):
        assert each[name] == 4 * alone[name]
    for name in ("CONCURRENT_REQUESTS_PER_DOMAIN", "AUTOTHROTTLE_TARGET_CONCURRENCY"):
        assert each[name] == alone[name] / 4
    assert crawl_settings(spec, processes=8)["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf"])
def test_an_unusable_timeout_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GLEANER_CRAWL_TIMEOUT", value)
    with pytest.raises(SettingsError, match="GLEANER_CRAWL_TIMEOUT"):
        crawl_timeout()


def test_the_contact_is_sent_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLEANER_CONTACT", "https://hub.example/who")
    assert user_agent().endswith(" (+https://hub.example/who)")
    monkeypatch.setenv("GLEANER_CONTACT", "a\r\nX-Injected: b")
    assert "Injected" not in user_agent()


@pytest.mark.parametrize("name", ["addresses", "safety", "decoding", "spiders.documents"])
def test_examples_in_the_docstrings_hold(name: str) -> None:
    results = doctest.testmod(import_module(f"scraper.{name}"))
    assert results.attempted
    assert not results.failed
