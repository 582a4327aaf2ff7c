"""Every part that a profile may point at is taken from where it points, whatever the rules would have said."""

from __future__ import annotations

import pytest

from scraper import ScrapedArticle, parse_article
from scraper.profile import SELECTABLE, ProfileError, SourceProfile
from tests.scraper.parsing.making import ADDRESS, OPENING, article

PAGE = f"""<!doctype html><html lang="en"><head><title>Something else</title></head><body>
<div class="x1">Bridges, and who builds them</div>
<h1>The hub of the university</h1>
<div class="x2">Ada Byron, Max Frisch</div>
<div class="x3">Number 7, of July 9, 2024, second printing, with corrections by the printer and an index of names</div>
<div class="x4">Set again, after many complaints about the small letters, on August 3, 2024, in the same town</div>
<div class="x5">A word on steel.</div>
<div class="x6"><p>The first form of this text is older than the college.</p></div>
<div class="x7"><p>Words of another box, which is the longest text of the page by far, and which nobody wants to read:
it goes on and on about the cookies that the university bakes, and about the people who eat them in winter.</p></div>
<div class="x8">{OPENING}<h2>People on the river</h2>
<h3>Welder</h3><p>Joins steel.</p><h3>Painter</h3><p>Paints it.</p>
<h2>Afterwards</h2><p>They rest, and look at what they have done.</p></div>
<ul class="x9"><li><a href="/knowledge-hub/another-page/">Another page altogether</a></li></ul>
</body></html>"""


def parsed(**selectors: str) -> ScrapedArticle:
    return parse_article(PAGE, ADDRESS, SourceProfile.from_dict({"selectors": selectors}))


def test_article() -> None:
    text = str(parsed(article=".x8").blocks)
    assert "Words of another box" not in text
    assert "They rest" in text


def test_title() -> None:
    assert parsed(title=".x1").title == "Bridges, and who builds them"


def test_byline() -> None:
    assert [author.name for author in parsed(byline=".x2").authors] == ["Ada Byron", "Max Frisch"]


def test_dates() -> None:
    found = parsed(published=".x3", updated=".x4")
    assert (found.published, found.updated) == ("2024-07-09", "2024-08-03")


def test_summary() -> None:
    found = parsed(summary=".x5")
    assert found.summary == "A word on steel."
    assert "A word on steel" not in str(found.blocks)


def test_editors_note() -> None:
    note = parsed(editors_note=".x6").editors_note
    assert note is not None
    assert note.text == "The first form of this text is older than the college."
    assert note.html == f"<p>{note.text}</p>"


def test_related() -> None:
    assert [card.title for card in parsed(related=".x9").related] == ["Another page altogether"]


def test_roles() -> None:
    assert parsed().roles == []
    assert [role.title for role in parsed(roles=".x8").roles] == ["Welder", "Painter"]


def test_roles_below_a_heading_of_another_element() -> None:
    people = "<div class='them'><h3>Welder</h3><p>Joins.</p><h3>Painter</h3><p>Paints.</p></div>"
    profile = SourceProfile(selectors={"roles": ".them"})
    found = article(f"{OPENING}<h2>People on the river</h2>{people}", profile=profile)
    assert [(role.title, role.section) for role in found.roles] == [
        ("Welder", "People on the river"),
        ("Painter", "People on the river"),
    ]


@pytest.mark.parametrize("part", SELECTABLE)
def test_a_bad_selector_says_so_at_once(part: str) -> None:
    with pytest.raises(ProfileError, match=rf"profile\.selectors\.{part}: 'h1\[' is no CSS selector"):
        SourceProfile.from_dict({"selectors": {part: "h1["}})


def test_a_selector_that_only_another_library_knows_is_bad() -> None:
    with pytest.raises(ProfileError, match="is no CSS selector"):
        SourceProfile.from_dict({"selectors": {"title": "h1:-soup-contains('x')"}})


def test_a_selector_that_finds_nothing_changes_nothing() -> None:
    everything = SourceProfile(selectors=dict.fromkeys(SELECTABLE, ".nowhere"))
    assert parse_article(PAGE, ADDRESS, everything).to_dict() == parse_article(PAGE, ADDRESS).to_dict()
