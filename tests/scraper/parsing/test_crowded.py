from __future__ import annotations

import pytest

from scraper.parsing.crowded import LONGEST_TAG, SMALL_PAGE, without_crowded_tags

FILL = "<p class='a b'>Words of a page, \"some\" of them quoted, don't they say.</p>" * (SMALL_PAGE // 50)


def cut(html: str) -> str:
    return without_crowded_tags(html.encode("utf-8")).decode("utf-8")


@pytest.mark.parametrize("attribute", ["a{n} ", "a{n}=1 ", "a{n}='>' ", "a{n}/"])
def test_a_tag_of_thousands_of_attributes_is_cut_to_its_name(attribute: str) -> None:
    tag = "<div " + "".join(attribute.format(n=number) for number in range(LONGEST_TAG // 4)) + ">"
    found = cut(f"{FILL}{tag}kept</div>{FILL}")
    assert len(found) < 2 * len(FILL) + 200
    assert "kept</div>" in found


@pytest.mark.parametrize(
    "html",
    [
        FILL,
        f"{FILL}<img src='data:{'x' * 2 * LONGEST_TAG}' alt='>'>{FILL}",
        f'{FILL}<p title="left open>{FILL}',
        f"{FILL}<script>for(i=0;i<e.length;i++)a[i]='<b>'+{'e[i]+' * LONGEST_TAG}0</script>",
    ],
)
def test_other_pages_stay_as_they_are(html: str) -> None:
    encoded = html.encode("utf-8")
    assert without_crowded_tags(encoded) is encoded


def test_a_small_page_is_not_looked_at() -> None:
    html = "<div " + "a " * (SMALL_PAGE // 2 - 10) + ">"
    encoded = html.encode("utf-8")
    assert without_crowded_tags(encoded) is encoded
