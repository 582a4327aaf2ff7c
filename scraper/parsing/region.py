"""Where the running text stands: every element measured once, and the one that holds most prose with least else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.parsing.element_names import named, names_of
from scraper.parsing.lines import NO_ATTRIBUTES, Lines
from scraper.parsing.tree import HEADINGS, INLINE, Element, attribute, has_words, is_longer

SHORTEST_PROSE = 50
"""Characters outside links from which a block's own text counts as prose."""
MOST_LINKED = 0.45
"""Share of a block's own text that may be links before it counts as navigation."""
LIST_SHARE = 0.7
"""What prose in list items and cells counts: side columns are made of them, too."""
BODY_NAMES = named(
    r"(?:article|story|post|entry|blog|news|single|page|main|rich|body)[-_]{0,2}"
    r"(?:main[-_]?)?(?:body|content|text|copy|inner|prose)|articlebody|storybody|blogpost|post-?full"
)
LONGEST_CARD = 420
"""Characters of prose beside one heading that is a link: an excerpt."""
CARD_SHARE = 0.1
"""What an excerpt counts as prose: a list of places or courses may be all the article there is."""
MOST_OF_HEADING = 0.8
"""Share of a heading that is a link where the heading names another page."""
LAST_WORTH = 0.5
"""What prose at the very end of a page counts, beside one right below the headline."""
BESIDE = frozenset({"aside", "footer", "form", "nav", "dialog"})
BESIDE_NAMES = named(
    r"side-?bar|footer|widget-area|related|recommend\w*|comments?|respond|disqus|promo|cookies?"
    r"|consent|modal|popup|newsletter|trending|most-?(?:read|popular)|popular|author-?(?:bio|box)"
)
"""Names of what stands beside a text; a layout that "has a sidebar" is named so, too: only a hint."""
BESIDE_SHARE = 0.35
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
HIDDEN_SHARE = 0.1
"""What prose counts that no reader sees: copies for machines, windows that open on a click."""
LONGEST_ASKING = 200
"""Characters of a question or label under which a hidden element is folded: a reader opens it there."""
PLAIN = frozenset({"p", "li", "blockquote", "ul", "ol", "td", "tr", "tbody", "table", "body"})
ENOUGH_PROSE = 2500
LEAST_BELOW = 0.3
"""A headline with less prose below it, and less than this share of all, stands under its text."""
NO_REGION = INLINE | {"p", "textarea", "title", "li", "ul", "ol", "table", "tbody", "tr", "blockquote", "dl", "pre"}
NAMED = 1.12
"""How much better a region fares that says itself that it is the text."""
SAID = 1.25
SMALLEST = 0.2
"""Share of the prose that a region holds at least."""


@dataclass(kw_only=True)
class Measures:
    """The elements in page order, and for each: characters of prose and of anything else inside."""

    order: list[Element]
    prose: list[float]
    other: list[float]
    places: dict[Element, int]
    below_headline: bool
    """Whether only what stands below the headline was measured."""

    def prose_of(self, element: Element) -> float:
        """Characters of prose in an element."""
        place = self.places.get(element)
        return self.prose[place] if place is not None else 0.0

    def share(self, element: Element) -> float:
        """How much of all prose an element holds, 0 to 1."""
        return self.prose_of(element) / self.prose[0] if self.prose[0] else 0.0


def is_hidden(style: str | None) -> bool:
    """Whether an element's style says that it is not printed."""
    return style is not None and HIDDEN.search(style) is not None


def _is_folded(element: Element) -> bool:
    """Whether what stands right before a hidden element is a short line of words, which opens it."""
    label = element.getprevious()
    return label is not None and has_words(label) and not is_longer(label, LONGEST_ASKING)


def _worth(lines: Lines, place: int, prose: float, cards: int) -> float:
    """What prose counts within an element."""
    if cards == 1 and prose < LONGEST_CARD:
        return CARD_SHARE
    attributes, tag = lines.held.get(lines.order[place], NO_ATTRIBUTES), lines.tags[place]
    if is_hidden(attributes.get("style")) and not _is_folded(lines.order[place]):
        return HIDDEN_SHARE
    if tag in BESIDE or (attributes and tag not in PLAIN and _is_beside(lines.name_of(place))):
        return BESIDE_SHARE
    return 1.0


@lru_cache(maxsize=4096)
def _is_beside(names: str) -> bool:
    return BESIDE_NAMES.search(names) is not None


def measure(lines: Lines, headline: Element | None) -> Measures:
    """One walk from the last element to the first: children are told before their parents."""
    order, places, above, tags, tails = lines.order, lines.places, lines.above, lines.tags, lines.tails
    size = len(order)
    prose, other, linked, cards = [0.0] * size, [0.0] * size, [0] * size, [0] * size
    worth, reduced = [1.0] * size, [0.0] * size
    start = places.get(headline, 0) if headline is not None else 0
    own = [0] * start + lines.words[start:] if start else lines.words.copy()
    fading = (1 - LAST_WORTH) / max(1, size - start)
    first_less = size
    for place in range(size - 1, -1, -1):
        words, up = own[place], above[place]
        # Most elements hold no words at all, and have nothing to tell.
        if words or prose[place] or other[place] or cards[place]:
            tag = tags[place]
            if tag == "a":
                linked[place] = words
                other[place] += prose[place]
                prose[place] = reduced[place] = 0.0
            if tag in INLINE and up >= 0:
                own[up] += words
                linked[up] += linked[place]
            else:
                if words:
                    if tag in HEADINGS:
                        cards[place] = int(linked[place] >= MOST_OF_HEADING * words)
                    elif (
                        words - linked[place] >= SHORTEST_PROSE
                        and linked[place] <= MOST_LINKED * words
                        and "©" not in (order[place].text or "")
                    ):
                        counted = LIST_SHARE if tag in ("li", "td", "dd") else 1.0
                        prose[place] += words * counted * (1 - fading * (place - start))
                    else:
                        other[place] += words
                if (
                    prose[place]
                    and tag not in INLINE
                    and (share := _worth(lines, place, prose[place], cards[place])) < 1
                ):
                    worth[place] = share
                    first_less = place
                    # What is beside the text within a part that is itself beside it is no less for that.
                    taken = (prose[place] - reduced[place]) * (1 - share)
                    other[place] += taken
                    prose[place] -= taken
                    if taken:
                        reduced[place] = prose[place]
            if up >= 0 and (prose[place] or other[place] or cards[place]):
                reduced[up] += reduced[place]
                prose[up] += prose[place]
                other[up] += other[place]
                cards[up] += cards[place]
        if place >= start and up >= 0:
            own[up] += tails[place]
    for place in range(first_less + 1, size):
        if (within := worth[above[place]]) < (alone := worth[place]):
            worth[place] = within
            taken = prose[place] * (1 - within / alone)
            other[place] += taken
            prose[place] -= taken
    return Measures(order=order, prose=prose, other=other, places=places, below_headline=headline is not None)


def measure_page(lines: Lines, headline: Element | None) -> Measures:
    """Measured below the headline, unless most of the page's prose stands above it."""
    below = measure(lines, headline)
    if headline is None or below.prose[0] >= ENOUGH_PROSE:
        return below
    whole = measure(lines, None)
    return below if below.prose[0] >= LEAST_BELOW * whole.prose[0] else whole


def find_region(found: Measures) -> Element | None:
    """The element of the running text; None where the page has no prose."""
    whole = found.prose[0]
    if whole <= 0:
        return None
    best, best_score = None, 0.0
    least = SMALLEST * whole
    for place in [place for place, prose in enumerate(found.prose) if prose >= least]:
        element, prose = found.order[place], found.prose[place]
        if element.tag in NO_REGION:
            continue
        score = 2 * prose / (whole + prose + found.other[place])
        if "articleBody" in attribute(element, "itemprop"):
            score *= SAID
        elif element.tag == "article" or BODY_NAMES.search(names_of(element)):
            score *= NAMED
        if score >= best_score:
            best, best_score = element, score
    return best
