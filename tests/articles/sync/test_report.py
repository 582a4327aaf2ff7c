"""The report's line for people."""

from articles.sync.report import Report, ReportedArticle


def report(*outcomes: str, **values: object) -> Report:
    articles = [ReportedArticle(url=str(place), outcome=word) for place, word in enumerate(outcomes)]  # type: ignore[arg-type]
    return Report(**({"source": "hub", "status": "done", "run": 3, "articles": articles, "seconds": 12.4} | values))  # type: ignore[arg-type]


def test_the_line_names_what_happened() -> None:
    assert report("create", "create").line() == "hub: 2 articles: 2 created, 0 failed (run 3, 12.4 s)"
    assert report("held", "fail").line() == "hub: 2 articles: 1 held, 1 failed (run 3, 12.4 s)"


def test_a_message_follows() -> None:
    line = report(message="the crawl is incomplete", status="problems").line()
    assert line == "hub: 0 articles: 0 failed (run 3, 12.4 s). the crawl is incomplete"


def test_well_means_done_without_rejects_and_failures() -> None:
    assert report("create", "held").is_well
    assert not report("reject").is_well
    assert not report(status="problems").is_well
