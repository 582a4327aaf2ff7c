from __future__ import annotations

import json
from dataclasses import asdict, fields

import pytest

from scraper.blocks import FaqBlock, FaqItem, HeadingBlock, RolesBlock, TableBlock
from scraper.building import ContractError
from scraper.items import Author, Figure, Role, ScrapedArticle

ARTICLE = ScrapedArticle(
    url="https://a.example/x/",
    slug="x",
    title="X",
    authors=[Author(name="Ada", role="reviewer")],
    blocks=[
        HeadingBlock(id="1", level=2, text="Why", anchor="why"),
        FaqBlock(id="2", items=[FaqItem(question="Why?", answer_html="<p>So.</p>")]),
        TableBlock(id="3", header=["A"], rows=[["1"]]),
        RolesBlock(id="4"),
    ],
    roles=[
        Role(title="Clerk", html="", salaries=[Figure(kind="salary", text="$1", amount=1)], facts={"Skills": "ink"})
    ],
)


def test_record_survives_json() -> None:
    assert ScrapedArticle.from_dict(json.loads(json.dumps(ARTICLE.to_dict()))) == ARTICLE


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": 3}, "title"),
        ({"authors": [{"name": None}]}, "authors[0].name"),
        ({"blocks": [{"type": "poem"}]}, "blocks[0].type"),
        ({"roles": [{"title": "Clerk"}]}, "roles[0].html"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_error_names_the_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(ContractError) as caught:
        ScrapedArticle.from_dict({**ARTICLE.to_dict(), **change})
    assert field in str(caught.value)


def test_fields_stand_in_the_contracts_order() -> None:
    assert list(ARTICLE.to_dict())[:4] == ["url", "slug", "title", "authors"]
    assert list(ARTICLE.to_dict())[-2:] == ["removed", "fingerprint"]


def test_a_record_is_what_dataclasses_would_make_of_it() -> None:
    assert ARTICLE.to_dict() == asdict(ARTICLE)
    assert list(ARTICLE.to_dict()) == [each.name for each in fields(ARTICLE)]
    assert ARTICLE.to_dict()["blocks"] is not ARTICLE.blocks
