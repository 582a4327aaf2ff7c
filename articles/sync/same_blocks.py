"""Blocks told from one sync to the next: those that a new record shares with the last one keep their ids.

The ids of a record are made of its blocks alone; only here, where it meets what was last written, can a block that was
changed, moved or torn apart from its neighbours be known again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scraper.blocks import Block, block_from_dict
from scraper.building import ContractError
from scraper.items import ScrapedArticle
from scraper.parsing.block_ids import keep_ids


def with_known_ids(article: ScrapedArticle, record: Mapping[str, Any]) -> ScrapedArticle:
    """The article with the ids of the record's blocks; as it is where the record is of an older contract."""
    try:
        previous = [block_from_dict(block) for block in record.get("blocks", [])]
    except ContractError:
        return article
    return continued(article, previous)


def continued(article: ScrapedArticle, previous: Sequence[Block]) -> ScrapedArticle:
    """The article with the ids of the previous blocks."""
    return replace(article, blocks=keep_ids(previous, article.blocks))
