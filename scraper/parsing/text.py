"""An article as plain text, for reading in a terminal and for comparing."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.blocks import (
    Block,
    CallToActionBlock,
    EmbedBlock,
    FaqBlock,
    HeadingBlock,
    ImageBlock,
    KeyPointsBlock,
    QuoteBlock,
    RichTextBlock,
    TableBlock,
)
from scraper.items import Role, ScrapedArticle
from scraper.parsing.spans import plain


def article_text(article: ScrapedArticle) -> str:
    """Title, then the body in reading order, the roles where they stand; a blank line between parts."""
    parts = [article.title]
    roles_told = False
    for block in article.blocks:
        if block.type == "roles":
            if not roles_told:
                parts += [line for role in article.roles for line in _role_lines(role)]
            roles_told = True
        else:
            parts += _block_lines(block)
    if article.editors_note is not None:
        parts.append(article.editors_note.text)
    return "\n\n".join(part for part in parts if part) + "\n"


def _role_lines(role: Role) -> Iterator[str]:
    yield role.title
    yield plain(role.html)


def _block_lines(block: Block) -> list[str]:
    match block:
        case HeadingBlock():
            return [block.text]
        case RichTextBlock():
            return [plain(block.html)]
        case QuoteBlock():
            return [plain(block.html) + (f"\n— {block.attribution}" if block.attribution else "")]
        case ImageBlock():
            return [" ".join(each for each in (block.caption, block.credit) if each)]
        case TableBlock():
            rows = [block.header, *([plain(cell) for cell in row] for row in block.rows)]
            return [block.caption or "", "\n".join("\t".join(row) for row in rows if row)]
        case KeyPointsBlock():
            return ["\n".join(plain(item) for item in block.items)]
        case FaqBlock():
            return [line for item in block.items for line in (item.question, plain(item.answer_html))]
        case CallToActionBlock():
            return [" ".join(each for each in (block.text, block.label) if each)]
        case EmbedBlock():
            return [block.url]
        case _:
            return []
