"""The cleaned HTML of pieces in reading order, for every concern that reads sentences and links."""

from __future__ import annotations

from scraper.parsing.pieces import HEADING, Piece
from scraper.parsing.role_shapes import Entry


def labelled_htmls(piece: Piece) -> list[tuple[str, str]]:
    """Each stretch of HTML of a piece, and what is said over it: a table cell's column."""
    content = piece.content
    match piece.kind:
        case "table":
            header = content["header"]
            over = f"{content['caption']} " if content["caption"] else ""
            return [
                (cell, over + header[number] if number < len(header) else over)
                for row in content["rows"]
                for number, cell in enumerate(row)
                if cell
            ]
        case "quote":
            return [(content["html"], "")]
        case "key_points":
            return [(item, "") for item in content["items"]]
        case "faq":
            return [(item.answer_html, "") for item in content["items"]]
        case "call_to_action":
            words = _escaped(f"{content['text']} ")
            return [(f'{words}<a href="{_escaped(content["url"])}">{_escaped(content["label"])}</a>', "")]
        case "image" | "embed" | "roles":
            return []
        case _ if piece.kind == HEADING:
            return [(piece.html, "")]
        case _:
            return [(piece.prose, "")]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def htmls_of(pieces: list[Piece], entries: list[Entry]) -> list[str]:
    """All of it in page order, the roles where their list stands."""
    found: list[str] = []
    told = False
    for piece in pieces:
        if piece.kind == "roles":
            if not told:
                found += [each.prose for entry in entries for each in entry.pieces]
            told = True
        else:
            found += [html for html, _ in labelled_htmls(piece)]
    return found
