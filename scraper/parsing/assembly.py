"""Pieces joined into the contract's blocks: neighbouring paragraphs and lists are one rich text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from operator import attrgetter

from scraper.blocks import Block, BlockTypes, HeadingBlock, RichTextBlock
from scraper.parsing.addresses import path_of
from scraper.parsing.block_ids import BlockIds
from scraper.parsing.pieces import HEADING, Piece
from scraper.parsing.words import bare

is_prose = attrgetter("is_prose")
PLAIN_ANCHOR = re.compile(r"[\w.:-]+")
BETWEEN_WORDS = re.compile(r"\W+")


def make_blocks(pieces: list[Piece]) -> list[Block]:
    ids, anchors = BlockIds(), Counter[str]()
    blocks: list[Block] = []
    for prose, group in groupby(pieces, key=is_prose):
        if prose:
            run = list(group)
            words = " ".join([piece.text for piece in run[:4]])
            html = "".join([piece.prose for piece in run])
            blocks.append(RichTextBlock(id=ids.give("rich_text", words), html=html))
        else:
            blocks += [_block(piece, ids, anchors) for piece in group]
    return blocks


def _block(piece: Piece, ids: BlockIds, anchors: Counter[str]) -> Block:
    if piece.kind == HEADING:
        anchor = _anchor(piece.anchor or piece.text, anchors)
        return HeadingBlock(id=ids.give("heading", piece.text), level=piece.level, text=piece.text, anchor=anchor)
    block: Block = BlockTypes.by_name[piece.kind](id=ids.give(piece.kind, _sketch(piece)), **piece.content)
    return block


def _sketch(piece: Piece) -> str:
    """The words by which a block that is no text is known."""
    if piece.kind == "image":
        return path_of(piece.content["src"])[-1] if path_of(piece.content["src"]) else piece.content["src"]
    if piece.kind == "embed":
        return str(piece.content["url"])
    return piece.text


def _anchor(words: str, taken: Counter[str]) -> str:
    """The heading's own id, else its words; a number tells repeats apart."""
    wanted = words if PLAIN_ANCHOR.fullmatch(words) else _hyphened(words)
    anchor = wanted
    while taken[anchor]:
        taken[wanted] += 1
        anchor = f"{wanted}-{taken[wanted]}"
    taken[anchor] += 1
    return anchor


def _hyphened(words: str) -> str:
    """ "A master's degree" as "a-masters-degree"."""
    return BETWEEN_WORDS.sub("-", bare(words.replace("’", "").replace("'", ""))).strip("-") or "section"
