"""Credentials go to the source's own host alone, and nothing that is written has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.credentials import VARIABLE, Credentials, CredentialsError, SourceCredentials, read_credentials
from tests.scraper.crawling import crawl
from tests.scraper.hub_server import HTML, Answer, Asked, Route, hub_server, page, redirect, sitemap
from tests.scraper.pictures import PNG, illustrated, images, served

SECRET = "correct-horse-battery"
NAME = {"authorization": f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    ("text", "header", "value"),
    [
        ("Basic ada:pass:word", "Authorization", "Basic YWRhOnBhc3M6d29yZA=="),
        ("basic ada:", "Authorization", "Basic YWRhOg=="),
        ("Bearer abc.def", "Authorization", "Bearer abc.def"),
        ("abc:def", "Authorization", "Bearer abc:def"),
        ("X-Api-Key: a b", "X-Api-Key", "a b"),
        ("Basic Ädä:ß", "Authorization", "Basic w4Rkw6Q6w58="),
    ],
)
def test_what_credentials_say(text: str, header: str, value: str) -> None:
    assert read_credentials(text) == Credentials(header=header, value=value)


@pytest.mark.parametrize(
    "text", ["", "Basic ada", "two words", "Host: evil.example", "X-Key: a\r\nHost: b", "Bearer ä", "Content-Length: 3"]
)
def test_what_are_none_is_said_without_telling_them(text: str) -> None:
    with pytest.raises(CredentialsError) as caught:
        read_credentials(text)
    assert "ada" not in str(caught.value)
    assert SECRET not in repr(Credentials(header="X", value=SECRET))


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://hub.example/a", True),
        ("https://www.hub.example/a", True),
        ("http://hub.example/a", False),  # in clear text, to whoever listens
        ("https://hub.example:8443/a", False),
        ("https://old.example/a", False),
        ("https://hub.example.evil.example/a", False),
    ],
)
def test_whom_they_are_sent_to(address: str, sent: bool) -> None:
    from scrapy import Request

    middleware = SourceCredentials(Credentials(header="X-Key", value=SECRET), "https://hub.example/hub/")
    request = Request(address, headers={"X-Key": "left over"})
    middleware.process_request(request)
    assert (request.headers.get("X-Key") == SECRET.encode()) is sent
    middleware.process_exception(request, OSError())
    assert "X-Key" not in request.headers


def asking(*, answer: Answer) -> Route:
    """A route that lets in only whoever names the secret."""

    def ask(asked: Asked) -> Answer:
        return answer if asked.headers.get("authorization") == NAME["authorization"] else (401, HTML, b"Who are you?")

    return ask


def test_the_own_host_alone_hears_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"Bearer {SECRET}")
    folder, log = tmp_path / "responses", tmp_path / "crawl.log"
    with hub_server({"/away": page(), "/a.png": served(PNG), "/b.png": served(PNG + b"b")}) as other:
        foreign = f"http://localhost:{other.port}"
        with hub_server() as hub:
            routes: dict[str, Route] = {
                "/hub/one/": asking(answer=illustrated("One", "/own.png", f"{foreign}/a.png", "/moved.png")),
                "/hub/moved/": redirect("/hub/two/"),
                "/hub/two/": asking(answer=page("Two")),
                "/hub/away/": redirect(f"{foreign}/away"),
                "/hub/former/": redirect(f"http://127.0.0.1:{other.port}/away"),
                "/own.png": asking(answer=served(PNG + b"own")),
                "/moved.png": redirect(f"{foreign}/b.png"),
            }
            addresses = [hub.at(each) for each in routes if each.startswith("/hub/")]
            hub.routes = {**routes, "/sitemap.xml": asking(answer=sitemap(*addresses))}
            spec = {"cache_folder": str(folder), "image_folder": str(tmp_path / "images")}
            profile = {"alias_hosts": [f"127.0.0.1:{other.port}"]}
            options = ("--log", str(log), "--verbose")
            result = crawl(tmp_path, hub.at("/hub/"), *options, profile=profile, **spec)
            again = crawl(tmp_path, hub.at("/hub/"), *options, profile=profile, **spec)
            heard = [each.headers.get("authorization") for each in hub.asked]
        assert other.asked, "the images of other hosts are fetched"
        assert "/away" in other.paths(), "a former host of the source is asked as well"
        assert not [each for each in other.asked if SECRET in str(each.headers)]
    assert {"one", "two"} <= result.slugs() & again.slugs()
    assert set(heard) == {NAME["authorization"]}
    assert sum(bool(each.path) for each in images(result).values()) == 3
    # The log, the records, the specification, every stored response with its headers: nothing has them.
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert len(written) > 10
    assert not [each for each in written if SECRET.encode() in each.read_bytes()]
    assert SECRET not in result.errors + again.errors


def test_without_them_the_hub_says_who_are_you(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with hub_server({"/hub/one/": asking(answer=page())}) as hub:
        result = crawl(tmp_path, hub.at("/hub/"), urls=[hub.at("/hub/one/")])
    assert result.failures[hub.at("/hub/one/")].reason == "the server answered 401 Unauthorized"
