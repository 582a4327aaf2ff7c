"""Progress: plain lines in a log, a bar in a terminal."""

from __future__ import annotations

import io

from articles.management.progress import progress_for


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_lines_without_a_terminal() -> None:
    stream = io.StringIO()
    with progress_for(stream) as progress:
        for done in range(11):
            progress("crawl", done, 10)
    assert stream.getvalue() == "Crawling: 0 of 10\nCrawling: 10 of 10\n"


def test_a_bar_for_each_phase_in_a_terminal() -> None:
    stream = Terminal()
    with progress_for(stream) as progress:
        progress("crawl", 3, 3)
        progress("write", 1, 2)
    assert "Crawling" in stream.getvalue()
    assert "3/3" in stream.getvalue()
    assert "1/2" in stream.getvalue()
