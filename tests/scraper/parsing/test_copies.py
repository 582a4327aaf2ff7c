"""What is printed twice: once for each width of screen."""

from __future__ import annotations

from tests.scraper.parsing.making import OPENING, body

WORDS = "tells at length what it has to tell, " * 4
TEXT = "".join(f"<h2>Part {number}</h2><p>Paragraph {number} {WORDS}, and then it ends.</p>" for number in range(6))


def test_a_text_for_another_screen_is_recorded_and_left_out() -> None:
    found = body(f"<div class='wide'>{TEXT}</div><div class='narrow'>{TEXT}</div><p>Its last words stand here.</p>")
    assert str(found.blocks).count("Paragraph 4") == 1
    assert "Its last words" in str(found.blocks)
    assert [each.what for each in found.removed if "Paragraph 4" in each.text] == ["copy"]


def test_what_recurs_by_its_nature_stays() -> None:
    steps = "<h3>Week</h3>" + "<p>Walk for twenty minutes, then rest for one.</p>" * 4 + "<ul><li>Drink.</li></ul>"
    assert str(body(steps * 3).blocks).count("Drink") == 3


def test_one_paragraph_that_recurs_stays() -> None:
    assert str(body(f"{OPENING}<h2>Again</h2>{OPENING}").blocks).count("Some words") == 3
