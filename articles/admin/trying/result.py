"""What was read of a page, as rows to look at: every value is plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.phrases import rule_in_words
from articles.admin.trying.fields import LABELS, figure_in_words, said, words
from scraper import Explanation, ScrapedArticle
from scraper.blocks import Block, CallToActionBlock, EmbedBlock, HeadingBlock, ImageBlock, RolesBlock
from scraper.parsing.spans import plain
from scraper.parsing.text import block_lines
from scraper.parsing.trace import Candidate

LONGEST_OTHER = 200
"""Characters of what did not win: enough to know it by."""


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    key: str
    label: str
    values: list[str]
    rules: list[str]
    """What was looked at where the values were found."""
    others: list[tuple[str, str]]
    """What else was seen, and where."""


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    kind: str
    text: str
    address: str = ""
    """What an image, an embed or a call leads to."""


@dataclass(frozen=True)
class Result:
    explanation: Explanation

    @property
    def article(self) -> ScrapedArticle:
        return self.explanation.article

    @cached_property
    def fields(self) -> list[FieldRow]:
        return [self._field(name, seen) for name, seen in self.explanation.fields.items()]

    @cached_property
    def blocks(self) -> list[BlockRow]:
        return [self._block(each) for each in self.article.blocks]

    @cached_property
    def roles(self) -> list[dict[str, Any]]:
        return [
            {"title": each.title, "section": each.section, "text": plain(each.html), "facts": list(each.facts.items())}
            for each in self.article.roles
        ]

    @cached_property
    def figures(self) -> list[dict[str, str]]:
        return [
            {"text": each.text, "meaning": figure_in_words(each), "citation": each.citation or ""}
            for each in self.article.figures
        ]

    @cached_property
    def removed(self) -> list[tuple[str, list[str]]]:
        """What was taken for noise, by its kind, in the order of the page."""
        kinds: dict[str, list[str]] = {}
        for each in self.article.removed:
            kinds.setdefault(each.what, []).append(each.text)
        return list(kinds.items())

    @property
    def summary(self) -> str:
        """The whole in one line, for who hears that it changed."""
        return _("“%(title)s”: %(counts)s.") % {"title": self.article.title, "counts": ", ".join(self._counts())}

    def _counts(self) -> Iterator[str]:
        article = self.article
        blocks, roles, figures = len(article.blocks), len(article.roles), len(article.figures)
        citations, removed = len(article.citations), len(article.removed)
        yield ngettext("%(number)d block", "%(number)d blocks", blocks) % {"number": blocks}
        yield ngettext("%(number)d role", "%(number)d roles", roles) % {"number": roles}
        yield ngettext("%(number)d figure", "%(number)d figures", figures) % {"number": figures}
        yield ngettext("%(number)d citation", "%(number)d citations", citations) % {"number": citations}
        yield ngettext("%(number)d text removed", "%(number)d texts removed", removed) % {"number": removed}

    def _field(self, name: str, seen: list[Candidate]) -> FieldRow:
        label, values = str(LABELS.get(name, name)), said(name, self.article, seen)
        if name == "profile":
            # Its selectors are all told as they are: none of them won against another.
            return FieldRow(key=name, label=label, values=values, rules=[], others=[])
        return FieldRow(
            key=name,
            label=label,
            values=values,
            rules=list(dict.fromkeys(rule_in_words(each.rule) for each in seen if each.won)),
            others=[(_short(", ".join(words(each.value))), rule_in_words(each.rule)) for each in seen if not each.won],
        )

    def _block(self, block: Block) -> BlockRow:
        kind = str(LABELS.get(f"block.{block.type}", block.type))
        text = "\n".join(each for each in block_lines(block) if each)
        match block:
            case HeadingBlock():
                return BlockRow(kind=f"{kind} {block.level}", text=text)
            case ImageBlock():
                return BlockRow(kind=kind, text="\n".join(filter(None, (block.alt, text))), address=block.src)
            case CallToActionBlock() | EmbedBlock():
                return BlockRow(kind=kind, text="" if text == block.url else text, address=block.url)
            case RolesBlock():
                return BlockRow(kind=kind, text="\n".join(role.title for role in self.article.roles))
            case _:
                return BlockRow(kind=kind, text=text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_OTHER else f"{text[:LONGEST_OTHER]}…"
