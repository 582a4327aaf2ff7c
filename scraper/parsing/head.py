"""The lines around the headline: byline, dates, terms and standfirst. What is read leaves the tree.

Order is what tells them: H1, then byline, then date. A line counts when little else is said in it, so that a sentence
with a date in it stays in the text, and dates of related cards and the names of other authors are never taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from scraper.items import Author, Term
from scraper.parsing.dates import find_dates, iso_day
from scraper.parsing.element_names import named, names_of
from scraper.parsing.head_lines import DATED, LABEL_ALONE, Line, is_author, read_line
from scraper.parsing.head_terms import take_terms
from scraper.parsing.names import read_byline, role_of_label, split_names
from scraper.parsing.note import says_it_is_a_note
from scraper.parsing.page import Page
from scraper.parsing.selecting import first
from scraper.parsing.sign_marks import PUBLISHED
from scraper.parsing.sign_names import of_others
from scraper.parsing.tree import INLINE, Element, attribute, drop, leaves, shown, text_of
from scraper.parsing.words import bare

STANDFIRST_NAME = named(
    r"standfirst|dek|deck|subtitle|sub-?title|summary|excerpt|teaser|vorspann|anrisstext|chapo|chapeau"
    r"|entradilla|linha-?fina|sottotitolo|sommario|lead|lede|strapline"
)
LONGEST_STANDFIRST = 700
PARAGRAPHS = 3
"""Paragraphs beside a line from which on they are one text."""
ENDS = frozenset({"h2", "h3", "h4", "table", "figcaption", "blockquote", "pre"})
LONGEST_LINE = 300
MOST_LEAVES = 30
DEEPEST = 700
"""Characters of text under which a line of its own may still be a byline: a standfirst that is not marked."""
JUST_ABOVE = 4
"""Lines above the headline that may be its date or byline."""


@dataclass(kw_only=True)
class Head:
    authors: list[Author] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    reviewed: str | None = None
    """When it was last checked, which is neither of the two."""
    says_published: bool = False
    """Whether the date of publication is called so, and not only the first that stands there."""
    areas: list[Term] = field(default_factory=list)
    topics: list[Term] = field(default_factory=list)
    standfirst: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    """Where each was read, for who asks."""


def take_head(page: Page, scope: Element, descriptions: list[str]) -> Head:
    """Read the lines under the headline, and take them out of the tree."""
    head = Head()
    _take_chosen(page, head)
    chosen = set(head.rules)
    head.areas, head.topics = take_terms(page, scope)
    said = {bare(each) for each in descriptions if each}
    after = page.headline is None
    _wrap_loose(page, scope)
    around = {scope, *scope.iterancestors(), *(page.headline.iterancestors() if page.headline is not None else ())}
    seen = text_seen = 0
    awaited: str | None = None
    for leaf in list(leaves(scope)):
        if not after:
            after = leaf is page.headline or any(up is page.headline for up in leaf.iterancestors())
            continue
        text = text_of(leaf)
        if not text:
            continue
        seen += 1
        if head.standfirst is None and _is_standfirst(leaf, text, said, head):
            head.standfirst = text
            head.rules["summary"] = f"standfirst <{leaf.tag}>"
            drop(leaf)
            continue
        if seen > MOST_LEAVES or text_seen > DEEPEST or (leaf.tag in ENDS and not is_author(leaf)):
            break
        if any(of_others(each) for each in (leaf, *leaf.iterancestors()) if each not in around):
            continue
        told = len(text) > LONGEST_LINE or says_it_is_a_note(text, page.language)
        line = None if told else read_line(leaf, text, page.language, awaited)
        awaited = role_of_label(text)
        if (
            (line is not None and _belongs(line, head, text_seen) and _take(line, text, head, chosen))
            or awaited
            or LABEL_ALONE.match(text)
        ):
            page.note_removed("byline", shown(leaf))
            drop(leaf)
        elif len(text) > 60 or text.endswith((".", "?", "!", ":")):
            text_seen += len(text)
    if not (head.published or head.updated) or not head.authors:
        _read_above(page, head, chosen)
    return head


def _belongs(line: Line, head: Head, text_seen: int) -> bool:
    """Below some text only a line of nothing else counts, and only for what is not known yet."""
    if not text_seen:
        return True
    known = bool(head.published or head.updated) if line.dates else bool(head.authors)
    return not known and len(line.rest) <= 12


def _take(line: Line, text: str, head: Head, chosen: set[str]) -> bool:
    rule = f"line at the headline: {text[:60]!r}"
    if line.people and "authors" not in chosen:
        names = {each.name for each in head.authors}
        head.authors += [each for each in line.people if each.name not in names]
        head.rules.setdefault("authors", rule)
    for kind, day in line.dates:
        name = PUBLISHED if kind == DATED else kind
        known = getattr(head, name) is not None and not (kind == PUBLISHED and not head.says_published)
        if name not in chosen and not known:
            setattr(head, name, day)
            head.rules[name] = rule
            head.says_published |= kind == PUBLISHED
    return bool(line.people or line.dates)


def _read_above(page: Page, head: Head, chosen: set[str]) -> None:
    """Dates and bylines right above the headline; they are recorded with what stands before the title."""
    if page.headline is None:
        return
    above: list[Element] = []
    for leaf in leaves(page.body):
        if leaf is page.headline or any(up is page.headline for up in leaf.iterancestors()):
            break
        above.append(leaf)
    for leaf in above[-2 * JUST_ABOVE :]:
        text = text_of(leaf)
        line = read_line(leaf, text, page.language, None) if text and len(text) <= LONGEST_LINE else None
        if line is not None and _belongs(line, head, 1):
            _take(line, text, head, chosen)


def _take_chosen(page: Page, head: Head) -> None:
    """What the profile points at."""
    if (byline := first(page.root, page.profile, "byline")) is not None:
        text = text_of(byline) or attribute(byline, "content")
        head.authors = read_byline(text) or [Author(name=name) for name in split_names(text)]
        head.rules["authors"] = "profile selector"
        page.note_removed("byline", shown(byline))
        drop(byline)
    for part in ("published", "updated"):
        if (element := first(page.root, page.profile, part)) is not None:
            given = attribute(element, "datetime") or text_of(element) or attribute(element, "content")
            setattr(head, part, iso_day(given, page.language))
            head.rules[part] = "profile selector"
            page.note_removed("byline", shown(element))
            drop(element)
    if (summary := first(page.root, page.profile, "summary")) is not None:
        head.standfirst = text_of(summary) or attribute(summary, "content") or None
        head.rules["summary"] = "profile selector"
        if summary.tag != "meta":
            drop(summary)


def _is_standfirst(leaf: Element, text: str, said: set[str], head: Head) -> bool:
    """Marked as one, or the page's own description above the byline; below it that is the text's first paragraph.

    So it is where more paragraphs follow right beside it, and where it is as long as a text.
    """
    if len(text) > LONGEST_STANDFIRST:
        return False
    if leaf.tag in ("p", "div", "h2", "h3") and not find_dates(text):
        parent = leaf.getparent()
        alone = parent is not None and parent.tag == "div" and len(parent) == 1
        names = names_of(leaf) + (f" {names_of(parent)}" if parent is not None and alone else "")
        if STANDFIRST_NAME.search(names) or leaf.get("itemprop") in ("description", "alternativeHeadline", "abstract"):
            return True
    return not (head.authors or head.published) and bare(text) in said and not _opens_text(leaf)


def _opens_text(leaf: Element) -> bool:
    """Whether a line is the first of several paragraphs."""
    return sum(1 for _ in islice(leaf.itersiblings("p"), PARAGRAPHS)) == PARAGRAPHS


def _wrap_loose(page: Page, scope: Element) -> None:
    """Text that stands in no block of its own below the headline gets a paragraph: old pages print bylines so."""
    if page.headline is None:
        return
    node: Element | None = page.headline
    while node is not None and node is not scope:
        parent = node.getparent()
        if parent is not None:
            _wrap_after(parent, node)
        node = parent


def _wrap_after(parent: Element, node: Element) -> None:
    run: list[Element] = []
    for sibling in [*node.itersiblings(), None]:
        if sibling is not None and sibling.tag in INLINE:
            run.append(sibling)
            continue
        before = run[0].getprevious() if run else None
        if run and before is not None and any(text_of(each) or (each.tail or "").strip() for each in run):
            holder = etree.Element("p")
            holder.text, before.tail = before.tail, None
            before.addnext(holder)
            for each in run:
                holder.append(each)
        run = []
