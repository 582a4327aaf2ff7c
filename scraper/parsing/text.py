"""An article as plain text, for reading in a terminal and for comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    parts = [article.title, *_parts(article, block_lines)]
    return "\n\n".join(part for part in parts if part) + "\n"


def body_text(article: ScrapedArticle) -> str:
    """The running text alone: no title, caption or call to action, for comparing with other readings of a page."""
    return "\n\n".join(part for part in _parts(article, _running_lines) if part)


def _parts(article: ScrapedArticle, lines_of: Callable[[Block], list[str]]) -> Iterator[str]:
    roles_told = False
    for block in article.blocks:
        if block.type != "roles":
            yield from lines_of(block)
        elif not roles_told:
            roles_told = True
            yield from (line for role in article.roles for line in _role_lines(role))
    if article.editors_note is not None:
        yield article.editors_note.text


def _running_lines(block: Block) -> list[str]:
    return [] if isinstance(block, ImageBlock | EmbedBlock | CallToActionBlock) else block_lines(block)


def _role_lines(role: Role) -> Iterator[str]:
    yield role.title
    said = plain(role.html)
    yield said
    # The cells of a table of roles stand in the text without what was printed over or beside them.
    yield from (label for label in role.facts if label not in said)


def block_lines(block: Block) -> list[str]:
    """What a block says, as plain text."""
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
