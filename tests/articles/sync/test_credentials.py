"""A source's credentials from the moment that they are given to the crawl that sends them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from articles.models import Source, SourceImage, SyncRun
from articles.sync.credentials import (
    CredentialsUnusable,
    credentials_of,
    keep_credentials,
    refer_to_variable,
)
from articles.sync.one_page import fetch_page
from articles.sync.run import fetch_images, plan_source, request_run, run_source
from scraper.credentials import CredentialsError
from tests.scraper.hub_server import HTML, Answer, Asked, HubServer, hub_server, page, sitemap
from tests.scraper.pictures import PNG, illustrated, served

SECRET = "correct-horse-battery"


@pytest.fixture
def source(source: Source) -> Source:
    source.address = "https://hub.example/articles/"
    source.save()
    return source


def test_they_are_kept_encrypted_and_read_again(source: Source) -> None:
    keep_credentials(source, "basic", SECRET, name="ada")
    source.save()
    source.refresh_from_db()
    assert credentials_of(source) == f"Basic ada:{SECRET}"
    assert SECRET not in serializers.serialize("json", [source])
    assert "ada" not in serializers.serialize("json", [source])


def test_a_former_key_still_reads_them(source: Source, settings: Any) -> None:
    keep_credentials(source, "bearer", SECRET)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    with pytest.raises(CredentialsUnusable) as caught:
        credentials_of(source)
    assert str(caught.value) == (
        "hub: its credentials were encrypted with another SECRET_KEY; name that one in SECRET_KEY_FALLBACKS, or give "
        "them again: manage.py sources credentials hub"
    )
    settings.SECRET_KEY_FALLBACKS = [former]
    assert credentials_of(source) == f"Bearer {SECRET}"
    keep_credentials(source, "bearer", "anew")
    settings.SECRET_KEY_FALLBACKS = []
    assert credentials_of(source) == "Bearer anew"


def test_what_was_sealed_with_a_key_of_credentials_alone_still_opens(source: Source, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = ["the key of then"]
    sealed = (
        "gAAAAABrCCPZxgNoJvYQ82KB82OB0sXiy0FzuRx8LmMJGsBZQwNMF8nmWApQfSELrPHHHSt64l6atOi2Qwi3jFIbCADR6xT8qLZJNPeBpMBTM5"
        "cOnqhNr3WoPxoXayeh-Buv-fE5ilVR2_xTcFFGMr0-u0PXTu29tAdHA-SWYa0F0C2d7Nt_edo="
    )
    source.credentials = {"kind": "bearer", "host": "https://hub.example", "secret": sealed}
    assert credentials_of(source) == f"Bearer {SECRET}"


def test_a_variable_is_read_for_each_crawl(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    refer_to_variable(source, "HUB_TOKEN")
    monkeypatch.setenv("HUB_TOKEN", SECRET)
    assert credentials_of(source) == SECRET
    monkeypatch.delenv("HUB_TOKEN")
    with pytest.raises(CredentialsUnusable, match=r"^hub: its credentials stand in HUB_TOKEN, which is not set$"):
        credentials_of(source)
    monkeypatch.setenv("HUB_TOKEN", "two words")
    with pytest.raises(CredentialsUnusable, match=r"^hub: its credentials cannot be used: ") as caught:
        credentials_of(source)
    assert "two words" not in str(caught.value)


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "hub_token", "HUB_", "PATH", "HUB_A=B", "XHUB_A"])
def test_no_other_variable_can_be_named(source: Source, name: str) -> None:
    with pytest.raises(CredentialsError, match="begins with HUB_"):
        refer_to_variable(source, name)


@pytest.mark.parametrize("address", ["https://evil.example/articles/", "http://hub.example/articles/"])
def test_they_stay_with_the_host_that_they_were_given_for(
    source: Source, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HUB_TOKEN", SECRET)
    for give in (lambda: keep_credentials(source, "bearer", SECRET), lambda: refer_to_variable(source, "HUB_TOKEN")):
        source.address = "https://hub.example/articles/"
        give()
        source.address = address
        with pytest.raises(CredentialsUnusable, match=r"were given for .*, not for its address"):
            credentials_of(source)
    keep_credentials(source, "bearer", SECRET)
    source.credentials["host"] = "https://hub.example"  # whoever writes the row alone gains nothing either
    source.address = "https://hub.example/"
    with pytest.raises(CredentialsUnusable):
        credentials_of(source)


# With a hub that asks


def for_who_knows(answer: Answer) -> Any:
    def ask(asked: Asked) -> Answer:
        return answer if asked.headers.get("authorization") == f"Bearer {SECRET}" else (401, HTML, b"Who are you?")

    return ask


@pytest.fixture
def asking() -> Any:
    with hub_server({f"/hub/{name}/": for_who_knows(page(name.title())) for name in ("one", "two")}) as server:
        server.routes["/sitemap.xml"] = for_who_knows(sitemap(*map(server.at, ["/hub/one/", "/hub/two/"])))
        yield server


@pytest.fixture
def closed(asking: HubServer, source: Source, settings: Any, tmp_path: Path) -> Source:
    settings.GLEANER_CRAWLS = tmp_path / "crawls"
    source.address, source.allow_private, source.store_images = asking.at("/hub/"), True, False
    keep_credentials(source, "bearer", SECRET)
    source.save()
    return source


def test_a_run_comes_in_and_nothing_that_it_leaves_has_the_secret(closed: Source, tmp_path: Path, caplog: Any) -> None:
    report = run_source(request_run(closed, SyncRun.Trigger.COMMAND))
    assert (report.status, report.counts) == ("done", {"create": 2})
    assert plan_source(closed).counts == {"unchanged": 2}
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {"run-1.jsonl", "run-1.log", "run-1.source.json"} <= {
        each.name.replace(str(report.run), "1") for each in written
    }
    assert not [each for each in written if SECRET.encode() in each.read_bytes()]
    dump = io.StringIO()
    call_command("dumpdata", "articles", stdout=dump)
    assert SECRET not in dump.getvalue() + caplog.text


def test_a_run_without_its_key_fails_with_one_sentence(closed: Source, settings: Any, asking: HubServer) -> None:
    settings.SECRET_KEY = "another key"
    report = run_source(request_run(closed, SyncRun.Trigger.COMMAND))
    assert (report.status, asking.asked) == ("failed", [])
    assert report.message.startswith("hub: its credentials were encrypted with another SECRET_KEY")


def test_a_page_that_is_tried_comes_with_them_on_the_own_host_alone(closed: Source, asking: HubServer) -> None:
    assert "<h1>One</h1>" in fetch_page(asking.at("/hub/one/"), closed).text


def test_an_image_that_is_fetched_later_is_asked_for_with_them(closed: Source, asking: HubServer) -> None:
    picture = "/hub/bridge.png"
    asking.routes["/hub/one/"] = for_who_knows(illustrated("One", picture))
    run_source(request_run(closed, SyncRun.Trigger.COMMAND))
    asking.routes[picture] = for_who_knows(served(PNG))
    # Several processes share a crawl's articles, and here is none to be shared.
    Source.objects.update(store_images=True, crawl_processes=2)
    report = fetch_images(request_run(Source.objects.get(), SyncRun.Trigger.IMAGES))
    assert report.status == "done", report.message
    assert SourceImage.objects.get().image is not None


# The command


def told(*arguments: str, typed: str = "", monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("sources", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "typed", "said", "kept"),
    [
        (["--basic", "ada"], SECRET, "Set: name and password, for https://hub.example", f"Basic ada:{SECRET}"),
        (["--bearer"], SECRET, "Set: a token, for https://hub.example", f"Bearer {SECRET}"),
        (["--header", "X-Key"], SECRET, "Set: a header, for https://hub.example", f"X-Key: {SECRET}"),
    ],
)
def test_the_command_sets_shows_and_removes(
    source: Source, monkeypatch: pytest.MonkeyPatch, options: list[str], typed: str, said: str, kept: str
) -> None:
    set_ = told("credentials", "hub", *options, typed=typed + "\n", monkeypatch=monkeypatch)
    assert set_ == f"hub: {said}\n"
    source.refresh_from_db()
    assert credentials_of(source) == kept
    shown = told("credentials", "hub", monkeypatch=monkeypatch) + told("show", "hub", monkeypatch=monkeypatch)
    shown += told("list", "--json", monkeypatch=monkeypatch)
    assert said in shown
    assert SECRET not in shown
    assert told("credentials", "hub", "--remove", monkeypatch=monkeypatch) == "hub: None\n"
    source.refresh_from_db()
    assert source.credentials == {}


def test_the_command_that_only_asks_writes_nothing(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Source] = []
    monkeypatch.setattr(Source, "save", lambda self, **_options: saved.append(self))
    assert told("credentials", "hub", monkeypatch=monkeypatch) == "hub: None\n"
    assert saved == []


def test_the_command_refuses_in_one_sentence(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "HUB_KEY, for https" in told("credentials", "hub", "--env", "HUB_KEY", monkeypatch=monkeypatch)
    for options in (["--env", "SECRET_KEY"], ["--bearer"], ["--header", "Host"]):
        with pytest.raises(CommandError, match="these credentials cannot be used: "):
            told(
                "credentials",
                "hub",
                *options,
                typed="\n" if options == ["--bearer"] else "x\n",
                monkeypatch=monkeypatch,
            )
