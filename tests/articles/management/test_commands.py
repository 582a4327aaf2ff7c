"""The commands: what they print, what they refuse, and their exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import ArticlePage, Source, SyncRun
from articles.sync.run import request_run
from scraper.records import Failure
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import HUB, article

PAGE = """<!doctype html><html><head><title>Careers in bridges</title>
<link rel="canonical" href="https://hub.example/articles/bridges/"></head>
<body><main><article><h1>Careers in bridges</h1><p>By Mara Quill</p><p>July 25, 2024</p>
<p>Bridges need engineers who know steel, stone and water, and who can explain all of it to a town council.</p>
<h2>What they do</h2><p>They plan, they build, and they look after what was built a hundred years ago.</p>
</article></main></body></html>"""


def run(*arguments: Any) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


class TestScrape:
    pytestmark = pytest.mark.django_db

    def test_the_last_line_is_the_report(self, hub: Hub) -> None:
        hub.says(article())
        code, out, err = run("scrape", "hub")
        assert code == 0
        assert out.startswith("hub: 1 article: 1 created, 0 failed (run ")
        assert "Writing: 1 of 1" in err

    def test_json_is_one_object_with_the_promised_keys(self, hub: Hub) -> None:
        hub.says(article())
        report = json.loads(run("scrape", "hub", "--json")[1])
        assert set(report) == {"run", "status", "counts", "articles"}

    def test_a_failure_is_told_and_makes_the_exit_code_1(self, hub: Hub) -> None:
        hub.says(Failure(url=f"{HUB}x/", outcome="fail", reason="the server answered 404 Not Found"))
        code, out, err = run("scrape", "hub")
        assert code == 1
        assert f"fail: {HUB}x/: the server answered 404 Not Found" in err
        assert "1 failed" in out

    def test_all_sources_that_are_not_paused(self, hub: Hub) -> None:
        Source.objects.create(name="B", slug="b", address="https://b.example/", paused=True)
        hub.says(article())
        assert run("scrape")[1].count("\n") == 1

    def test_a_plan_keeps_nothing(self, hub: Hub) -> None:
        hub.says(article())
        code, out, _ = run("scrape", "hub", "--plan")
        assert (code, SyncRun.objects.count(), ArticlePage.objects.count()) == (0, 0, 0)
        assert "1 created, 0 failed (plan, nothing written" in out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["nobody"], 'There is no source "nobody"; there are: hub.'),
            (["hub", "--limit", "0"], "--limit 0: at least one article."),
            (["hub", "--url", "ftp://x"], "is no web address"),
            (["--url", "https://hub.example/a/"], "--url needs the source"),
        ],
    )
    def test_bad_input(self, hub: Hub, arguments: list[str], words: str) -> None:
        with pytest.raises(CommandError, match=words):
            run("scrape", *arguments)

    def test_no_source_at_all(self, db: None) -> None:
        with pytest.raises(CommandError, match="There is no source to scrape"):
            run("scrape")

    def test_a_run_under_way(self, hub: Hub, source: Source) -> None:
        request_run(source, "admin")
        with pytest.raises(CommandError, match="waits for a worker since"):
            run("scrape", "hub")


class TestIngest:
    pytestmark = pytest.mark.django_db

    def test_a_saved_page_becomes_a_page(self, source: Source, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(PAGE)
        code, out, _ = run("ingest", file, "--source", "hub", "--json")
        assert (code, json.loads(out)["counts"]) == (0, {"create": 1})
        assert ArticlePage.objects.get().slug == "bridges"
        assert SyncRun.objects.get().trigger == "ingest"
        assert json.loads(run("ingest", file, "--source", "hub", "--json")[1])["counts"] == {"unchanged": 1}

    def test_bad_files_are_named_and_the_rest_goes_on(self, source: Source, tmp_path: Path) -> None:
        good, empty, binary = tmp_path / "good.html", tmp_path / "empty.html", tmp_path / "binary.html"
        good.write_text(PAGE)
        empty.write_text("")
        binary.write_bytes(b"\x00\x01" * 50)
        homeless = tmp_path / "homeless.html"
        homeless.write_text(PAGE.replace("canonical", "icon"))
        missing = tmp_path / "missing.html"
        code, out, err = run("ingest", empty, binary, homeless, missing, good, "--source", "hub")
        assert code == 1
        assert "5 articles: 1 created, 4 rejected" in out
        assert f"{empty}: the file is empty" in err
        assert f"{binary}: the file is neither HTML nor Markdown" in err
        assert f"{homeless}: the page does not say its address; give it with --url" in err
        assert f"{missing}: the file cannot be read: No such file or directory" in err

    def test_the_address_can_be_given(self, source: Source, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(PAGE.replace("canonical", "icon"))
        run("ingest", file, "--source", "hub", "--url", "https://hub.example/articles/named/")
        assert ArticlePage.objects.get().slug == "named"

    def test_a_plan_keeps_nothing(self, source: Source, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(PAGE)
        assert run("ingest", file, "--source", "hub", "--plan")[0] == 0
        assert (SyncRun.objects.count(), ArticlePage.objects.count()) == (0, 0)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["a", "--source", "nobody"], "There is no source"),
            (["a", "b", "--source", "hub", "--url", "https://hub.example/a/"], "give it with a single file"),
            (["a", "--source", "hub", "--url", "nowhere"], "is no web address"),
        ],
    )
    def test_bad_input(self, source: Source, arguments: list[str], words: str) -> None:
        with pytest.raises(CommandError, match=words):
            run("ingest", *arguments)


class TestExtract:
    """Without the database: pytest-django fails a test that touches it."""

    def test_a_file_as_json(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(PAGE)
        record = json.loads(run("extract", file)[1])
        assert (record["title"], record["url"]) == ("Careers in bridges", "https://hub.example/articles/bridges/")

    def test_as_text_with_another_charset(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        declared = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("stone", "Gestühl")
        file.write_bytes(declared.encode("iso-8859-1"))
        assert "Gestühl" in run("extract", file, "--text")[1]

    def test_explained_on_standard_error_and_in_the_json(self, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        file.write_text(PAGE)
        _, record, explained = run("extract", file, "--explain")
        assert "title:\n  * Careers in bridges  (headline <h1>)" in explained
        assert "explain" not in json.loads(record)
        told = json.loads(run("extract", file, "--explain", "json")[1])["explain"]
        assert told["title"][0] == {"rule": "headline <h1>", "value": "Careers in bridges", "won": True}
        with pytest.raises(CommandError, match="save it first"):
            run("extract", "https://hub.example/a/", "--explain")

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
        assert json.loads(run("extract", "-")[1])["title"] == "Careers in bridges"

    @pytest.mark.parametrize(
        ("content", "arguments", "words"),
        [
            ("", [], "the file is empty"),
            (PAGE.replace("canonical", "icon"), [], "does not say its address; give it with --url"),
            (PAGE, ["--url", "x"], "is no web address"),
            (PAGE, ["--profile", "/nowhere.json"], "cannot be read: No such file"),
        ],
    )
    def test_bad_input(self, tmp_path: Path, content: str, arguments: list[str], words: str) -> None:
        file = tmp_path / "page.html"
        file.write_text(content)
        with pytest.raises(CommandError, match=words):
            run("extract", file, *arguments)

    @pytest.mark.parametrize(
        ("profile", "words"),
        [("{", "is no JSON"), ('{"selectors": {"title": ">>"}}', "is no CSS selector"), ('{"x": 1}', "no such field")],
    )
    def test_bad_profiles(self, tmp_path: Path, profile: str, words: str) -> None:
        file = tmp_path / "profile.json"
        file.write_text(profile)
        with pytest.raises(CommandError, match=words):
            run("extract", "page.html", "--profile", file)

    def test_an_address_that_may_not_be_asked(self) -> None:
        with pytest.raises(CommandError, match=r"http://127\.0\.0\.1:9/a/: .*private"):
            run("extract", "http://127.0.0.1:9/a/")

    def test_an_address_that_does_not_answer(self) -> None:
        with pytest.raises(CommandError, match="refuses the connection"):
            run("extract", "http://127.0.0.1:9/a/", "--allow-private")


class TestSources:
    pytestmark = pytest.mark.django_db

    def test_add_list_show_remove(self) -> None:
        code, out, _ = run(
            "sources", "add", "my-hub", HUB, "--policy", "publish", "--schedule", "15 4 * * *", "--allow-private"
        )
        assert (code, out) == (0, "Added my-hub. Crawl it with: manage.py scrape my-hub\n")
        first, words, coming = run("sources", "list")[1].splitlines()
        assert first == f"my-hub  {HUB}  publish  15 4 * * *  0 articles"
        assert words == "  At 04:15, every day (UTC)"
        assert coming.startswith("  next runs: ")
        assert coming.count(" 04:15 UTC") == 3
        [listed] = json.loads(run("sources", "list", "--json")[1])
        assert (listed["name"], listed["allow_private"]) == ("My hub", True)
        assert (len(listed["next_runs"]), listed["held"]) == (3, "")
        assert "next runs: " in run("sources", "show", "my-hub")[1]
        assert run("sources", "retry", "my-hub")[1] == "my-hub was in no back-off.\n"
        assert run("sources", "remove", "my-hub")[1] == "Removed my-hub. Its pages stay.\n"
        assert "There are no sources yet" in run("sources", "list")[1]

    def test_a_source_with_articles_is_removed_only_when_meant(self, hub: Hub) -> None:
        hub.sync(article())
        with pytest.raises(CommandError, match="hub has 1 articles"):
            run("sources", "remove", "hub")
        assert run("sources", "remove", "hub", "--yes")[0] == 0
        assert ArticlePage.objects.count() == 1

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["my-hub", "nowhere"], "address: Enter a valid URL"),
            (["my hub", HUB], "slug: Enter a valid"),
            (["hub", HUB], "slug: Source with this Slug already exists"),
            (["my-hub", HUB, "--schedule", "often"], 'schedule: "often" is no cron expression'),
            (["my-hub", HUB, "--time-zone", "Mars"], 'time zone: "Mars" is no time zone'),
            (["my-hub", HUB, "--policy", "burn"], "invalid choice"),
        ],
    )
    def test_bad_input(self, source: Source, arguments: list[str], words: str) -> None:
        with pytest.raises(CommandError, match=words):
            run("sources", "add", *arguments)


class TestRunDue:
    pytestmark = pytest.mark.django_db

    @pytest.fixture(autouse=True)
    def _scheduled(self, source: Source) -> None:
        created = timezone.now() - timezone.timedelta(days=2)
        Source.objects.update(schedule="15 4 * * *", created_at=created)

    def test_here(self, hub: Hub) -> None:
        hub.says(article())
        code, out, _ = run("run_due", "--here")
        assert code == 0
        assert "1 created" in out
        assert run("run_due", "--here")[1] == "Nothing is due.\n"

    def test_by_the_worker(self, hub: Hub) -> None:
        assert "waits for the worker" in run("run_due")[1]
        assert run("run_due")[1] == "Nothing is due.\n"

    def test_a_look_that_fails_does_not_say_that_nothing_is_due(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def breaks(_now: Any) -> Any:
            raise RuntimeError("the database is away")

        monkeypatch.setattr("articles.jobs.tick.STEPS", (breaks, breaks))
        out = io.StringIO()
        with pytest.raises(CommandError, match=r"^2 of \d+ steps could not be done"):
            call_command("run_due", stdout=out)
        assert out.getvalue() == ""


@pytest.mark.parametrize(
    "command", ["scrape", "ingest", "extract", "sources", "run_due", "undo", "release", "forget", "runs"]
)
def test_the_help_has_examples(command: str) -> None:
    from django.core.management import load_command_class

    text = load_command_class("articles", command).create_parser("manage.py", command).format_help()
    assert f"examples:\n  manage.py {command}" in text
