"""The library, on a hub of two articles that each test may spoil."""

from datetime import date
from pathlib import Path

import pytest

from cms.demo.errors import HubDataError
from cms.demo.library import load_hub

HUB = """
name = "Birch University"
hub_name = "Reading Room"
tagline = "Short articles."

[edition_days]
1 = 2026-01-01
2 = 2026-02-01
3 = 2026-03-01

[areas_of_study]
rivers = { name = "Rivers", theme = "ledger" }
birds = { name = "Birds & Bees", theme = "plain" }

[topics]
careers = "Careers"

[programs]
master-of-rivers = "Master of Rivers"

[authors]
"Ada Brook" = "Writes about water."
"Ben Heron" = "Counts birds."
"""

RIVER_GUIDE = """+++
title = "River Guide"
authors = [{ name = "Ada Brook", role = "author" }, { name = "Ben Heron", role = "reviewer" }]
published = 2025-05-01
areas_of_study = ["rivers"]
topics = ["careers"]
summary = "All about rivers."
related = ["bird-calls", "lake-law-basics"]
moved = { 3 = "guide-to-rivers" }
+++

A river [pays](/program/master-of-rivers/).

## Work

Rangers earn $50,000.

## Work

<section class="faq">

## Questions

</section>
"""

BIRD_CALLS = """+++
title = "Bird Calls"
authors = []
published = 2025-06-01
areas_of_study = ["birds", "rivers"]
topics = []
summary = "Listen."
related = ["river-guide"]
editions = [1, 3]
+++

Tweet.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "editions" / "2").mkdir(parents=True)
    (tmp_path / "editions" / "3").mkdir()
    (tmp_path / "hub.toml").write_text(HUB)
    (tmp_path / "articles" / "river-guide.md").write_text(RIVER_GUIDE)
    (tmp_path / "articles" / "bird-calls.md").write_text(BIRD_CALLS)
    return tmp_path


def change(folder: Path, edition: int, find: str, replacement: str) -> None:
    """Let the river guide change in this edition."""
    file = folder / "editions" / str(edition) / "river-guide.toml"
    file.write_text(f"[[replace]]\nfind = '{find}'\nwith = '{replacement}'\n")


def test_an_article_has_the_facts_of_its_file(folder: Path) -> None:
    article = load_hub(1, folder).articles["river-guide"]
    assert (article.byline, article.reviewers, article.theme) == ("Ada Brook", "Ben Heron", "ledger")
    assert (article.published, article.updated, article.modified) == (date(2025, 5, 1), None, date(2025, 5, 1))
    assert [program.name for program in article.programs] == ["Master of Rivers"]


def test_articles_stand_newest_first_and_the_first_area_decides_the_theme(folder: Path) -> None:
    hub = load_hub(1, folder)
    assert list(hub.articles) == ["bird-calls", "river-guide"]
    assert hub.articles["bird-calls"].theme == "plain"
    assert hub.articles["bird-calls"].byline == ""


def test_headings_get_anchors_of_their_own_and_sections_leave_out_containers(folder: Path) -> None:
    body = load_hub(1, folder).articles["river-guide"].body
    assert [section.anchor for section in body.sections] == ["work", "work-2"]
    assert '<h2 id="questions">' in body.rest
    assert body.rest.startswith('<h2 id="work-2">')


def test_a_later_edition_builds_on_the_one_before(folder: Path) -> None:
    change(folder, 2, "$50,000", "$60,000")
    change(folder, 3, "earn $60,000", "earn $70,000")
    earned = [load_hub(edition, folder).articles for edition in (1, 2)]
    assert ["$50,000" in earned[0]["river-guide"].body.html, "$60,000" in earned[1]["river-guide"].body.html] == [
        True
    ] * 2
    assert "$70,000" in load_hub(3, folder).articles["guide-to-rivers"].body.html


def test_a_silent_change_is_dated_by_its_edition(folder: Path) -> None:
    change(folder, 2, "$50,000", "$60,000")
    article = load_hub(2, folder).articles["river-guide"]
    assert (article.updated, article.modified) == (None, date(2026, 2, 1))


def test_an_article_leaves_and_comes_back(folder: Path) -> None:
    assert ["bird-calls" in load_hub(edition, folder).articles for edition in (1, 2, 3)] == [True, False, True]


def test_a_moved_article_leaves_a_redirect_and_keeps_its_slug_before(folder: Path) -> None:
    assert load_hub(2, folder).redirects == {}
    moved = load_hub(3, folder)
    assert moved.redirects == {"river-guide": "guide-to-rivers"}
    (card,) = moved.related(moved.articles["bird-calls"])
    assert card.slug == "guide-to-rivers"


def test_a_related_article_never_published_is_named_by_its_slug(folder: Path) -> None:
    hub = load_hub(1, folder)
    assert [card.title for card in hub.related(hub.articles["river-guide"])] == ["Bird Calls", "Lake Law Basics"]


@pytest.mark.parametrize(("find", "times"), [("Mountains", 0), ("Work", 2)])
def test_a_change_must_match_once(folder: Path, find: str, times: int) -> None:
    change(folder, 2, find, "Other")
    with pytest.raises(HubDataError, match=rf"river-guide\.toml: '{find}' stands {times} times"):
        load_hub(2, folder)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('areas_of_study = ["rivers"]', 'areas_of_study = ["lakes"]', "area of study 'lakes' is not in hub.toml"),
        ('topics = ["careers"]', 'topics = ["fees"]', "topic 'fees' is not in hub.toml"),
        ('"Ada Brook"', '"Ann Brook"', "author 'Ann Brook' is not in hub.toml"),
        ("/program/master-of-rivers/", "/program/master-of-mud/", "program 'master-of-mud' is not in hub.toml"),
        ('summary = "All about rivers."', "", "lacks 'summary'"),
        ("published = 2025-05-01", "published = soon", "not valid TOML"),
        ("+++\n\nA river", "A river", "does not begin with front matter"),
        ('"guide-to-rivers"', '"bird-calls"', "the slug 'bird-calls' is used by more than one article"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(folder: Path, right: str, wrong: str, message: str) -> None:
    (folder / "articles" / "river-guide.md").write_text(RIVER_GUIDE.replace(right, wrong))
    with pytest.raises(HubDataError, match=message):
        load_hub(3, folder)


def test_changes_without_an_article_are_refused(folder: Path) -> None:
    (folder / "editions" / "2" / "river-giude.toml").write_text("")
    with pytest.raises(HubDataError, match=r"river-giude\.toml: there is no article of this name"):
        load_hub(1, folder)
