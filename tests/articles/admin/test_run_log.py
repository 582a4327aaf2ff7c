"""The log of a run's crawl: its end in the report, the whole as text."""

import pytest
from django.urls import reverse

from articles.admin.run_log import LINES, LONGEST_LINE, READ_AT_MOST, last_lines, log_of
from tests.articles.admin.conftest import put_away


@pytest.fixture(autouse=True)
def _crawls(settings, tmp_path):
    settings.GLEANER_CRAWLS = tmp_path / "crawls"


@pytest.fixture
def log(run):
    path = log_of(run)
    path.parent.mkdir(parents=True)
    path.write_text("first <script>alert(1)</script>\nsecond ø\n", encoding="utf-8")
    return path


def test_its_end_stands_folded_and_escaped_in_the_report(operator, run, log):
    page = operator.get(reverse("hub_runs:inspect", args=[run.pk])).content.decode()
    assert "first &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert reverse("hub_runs:log", args=[run.pk]) in page


def test_the_whole_is_plain_text_and_nothing_else(operator, run, log):
    answer = operator.get(reverse("hub_runs:log", args=[run.pk]))
    assert b"".join(answer.streaming_content) == log.read_bytes()
    put_away(answer)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_run_without_a_log_shows_none(operator, run, settings):
    page = operator.get(reverse("hub_runs:inspect", args=[run.pk])).content.decode()
    assert reverse("hub_runs:log", args=[run.pk]) not in page
    assert operator.get(reverse("hub_runs:log", args=[run.pk])).status_code == 404
    assert not settings.GLEANER_CRAWLS.exists(), "looking makes no folder"


def test_a_large_log_is_read_at_its_end_alone(tmp_path):
    path = tmp_path / "run.log"
    path.write_text("".join(f"line {number}\n" for number in range(100_000)), encoding="utf-8")
    lines = last_lines(path)
    assert len(lines) == LINES
    assert lines[-1] == "line 99999"
    path.write_text("x" * READ_AT_MOST * 2 + "\n" + "y" * 9000 + "\n", encoding="utf-8")
    assert [(line[0], len(line)) for line in last_lines(path)] == [("y", LONGEST_LINE)]


def test_a_log_that_is_no_text_breaks_nothing(tmp_path):
    path = tmp_path / "run.log"
    path.write_bytes(b"\xff\xfe\x00 odd\n")
    assert last_lines(path)[0].endswith("odd")
