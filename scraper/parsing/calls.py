"""Calls to action: a link that asks the reader to do something, alone or with a few words around it."""

from __future__ import annotations

import re
from itertools import islice

from scraper.parsing.addresses import absolute
from scraper.parsing.clean import Content, clean_inline
from scraper.parsing.pieces import Piece
from scraper.parsing.soup import Tag, attribute, holds, names_of, words_of
from scraper.parsing.spans import Spans, read_spans
from scraper.parsing.words import squash

LEAD = re.compile(
    r"(download( now)?|learn more|read more|want to [^.]{3,80}\?|interested in [^.]{3,80}\?|ready to [^.]{3,80}\?"
    r"|see also|find out more"
    r"|related|read|also read|explore|more information|featured program|mehr erfahren|más información"
    r"|en savoir plus)\s*:?",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(download|learn more|apply|explore|request|get (started|the|your|our|a|in touch)|find (out|your)|discover"
    r"|view|see|start|register|sign up"
    r"|contact|schedule|visit|join|talk|book|try|compare|check out|read (more|the|our)|mehr erfahren|jetzt|solicit"
    r"|descarg|demander|télécharger)\b",
    re.IGNORECASE,
)
LONGEST_CALL = 400
MOST_IN_CONTAINER = 200
"""Nodes of an element that calls to action; one with more is not read at every level of its nesting."""
LONGEST_BUTTON = 250
MOST_INSIDE = 12
"""Elements and texts inside a call that consists of a line or two and its button."""
BUTTON = re.compile(
    r"(?:^|[\s_-])(btn|buttons?|cta|knopf|schaltfläche|botao|botão|boton|botón|bouton|pulsante)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
LINK = frozenset({"a"})
FILE = re.compile(r"^[\w.-]+\.\w{2,4}$")
"""A file's name is offered, and asks for nothing."""


def call_from_paragraph(html: str) -> Piece | None:
    """A paragraph that is one link with at most a lead before it: "Learn more: …", "Want to …? Download …"."""
    if "<a " not in html:
        return None
    spans = read_spans(html)
    links = [link for link in spans.links if not link.footnote]
    if len(links) != 1 or len(spans.text) > LONGEST_CALL or not links[0].text:
        return None
    link = links[0]
    before, after = spans.text[: link.start].strip(), spans.text[link.end :].strip(" .!»›→>")
    if after or not link.url.startswith("http"):
        return None
    if (not before and (LABEL.match(link.text) or LEAD.fullmatch(link.text))) or (before and LEAD.fullmatch(before)):
        return _piece(spans, before, link.url, link.text)
    return None


def call_from_container(tag: Tag, base: str) -> Piece | None:
    """An element that says itself that it calls to action; None when it holds no link, or an article."""
    if next(islice(tag.descendants, MOST_IN_CONTAINER, None), None) is not None:
        return None
    links = [each for each in tag.find_all("a") if absolute(attribute(each, "href"), base)]
    words = words_of(tag)
    if not links or len(links) > 2 or len(words) > 2 * LONGEST_CALL:
        return None
    link = links[-1]
    url = absolute(attribute(link, "href"), base)
    label = words_of(link) or attribute(link, "aria-label")
    if url is None or not label:
        return None
    if not any(isinstance(each, Tag) for each in tag.contents) or tag.name in ("p", "a"):
        text = squash(clean_text(tag, base).replace(label, " ", 1))
    else:
        copied = link.extract()
        text = words_of(tag)
        tag.append(copied)
    return _piece(None, text, url, label)


def call_from_button(tag: Tag, base: str) -> Piece | None:
    """A small element that ends in its one link, which is made to look like a button."""
    if not holds(tag, LINK):
        return None
    inside = list(islice(tag.descendants, MOST_INSIDE + 1))
    links = [each for each in inside if isinstance(each, Tag) and each.name == "a"]
    if len(inside) > MOST_INSIDE or len(links) != 1 or not _looks_like_button(links[0]):
        return None
    words, label = words_of(tag), words_of(links[0])
    if not label or len(words) > LONGEST_BUTTON or not words.endswith(label) or FILE.search(label):
        return None
    return call_from_container(tag, base)


def _looks_like_button(link: Tag) -> bool:
    around = link.parent if link.parent is not None and link.parent.name != "body" else link
    return attribute(link, "role") == "button" or bool(BUTTON.search(f"{names_of(link)} {names_of(around)}"))


def clean_text(content: Content, base: str) -> str:
    return read_spans(clean_inline(content, base)).text


def _piece(spans: Spans | None, text: str, url: str, label: str) -> Piece:
    return Piece(
        kind="call_to_action",
        text=squash(f"{text} {label}"),
        content={"text": squash(text), "url": url, "label": squash(label)},
    )
