"""Where the article stands in the page: its headline, and the lowest element that holds headline and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from scraper.items import Removed
from scraper.parsing.lines import Lines
from scraper.parsing.region import Measures, find_region, measure_page
from scraper.parsing.selecting import first
from scraper.parsing.structured import Structured
from scraper.parsing.trace import Trace
from scraper.parsing.tree import Element, attribute
from scraper.profile import SourceProfile


@dataclass(kw_only=True)
class Page:
    """One page on its way through the concerns; each takes out of the tree what it has read."""

    root: Element
    url: str
    profile: SourceProfile
    structured: Structured
    headline: Element | None = None
    region: Element | None = None
    """The element of the running text."""
    language: str = ""
    removed: list[Removed] = field(default_factory=list)
    trace: Trace = field(default_factory=Trace)

    held: dict[Element, dict[str, str]] = field(default_factory=dict)
    """The tree's elements and their attributes."""
    opens_text: bool = True
    """Whether the headline stands over the text, so that what stands over the headline is none of it."""
    measures: Measures | None = None
    """Of the whole page, before anything was taken out."""

    def measured(self) -> Measures:
        """The whole page measured, once."""
        if self.measures is None:
            self.measures = measure_page(self.lines, self.headline)
        return self.measures

    def prose_share(self, element: Element) -> float:
        """How much of the page's prose an element holds, 0 to 1."""
        return self.measured().share(element)

    def prose_of(self, element: Element) -> float:
        """Characters of prose in an element."""
        return self.measured().prose_of(element)

    @cached_property
    def lines(self) -> Lines:
        """The page's elements as they stood before related articles and noise were taken out."""
        return Lines(self.body, self.held)

    @cached_property
    def body(self) -> Element:
        found = self.root.find("body")
        return self.root if found is None else found

    def let_go(self) -> None:
        """Give up the tree from its end: of an element that stands in one that is held, lxml asks nothing more.

        Given up from its beginning, every element would have all that stands over it and in it looked through.
        """
        elements = list(self.held)
        self.held, self.measures = {}, None
        self.__dict__.pop("lines", None)
        elements.clear()  # from its end, as CPython does it

    def note_removed(self, what: str, text: str) -> None:
        if text:
            self.removed.append(Removed(what=what, text=text))


def find_scope(page: Page) -> Element:
    """The lowest element that holds the headline and the running text, which becomes the page's region."""
    chosen = first(page.root, page.profile, "article")
    measures = measure_page(Lines(page.body, page.held), page.headline)
    page.region = chosen if chosen is not None else find_region(measures)
    page.opens_text = measures.below_headline
    if page.region is not None:
        name = f"<{page.region.tag}> {attribute(page.region, 'id') or attribute(page.region, 'class')}".strip()
        rule = "profile selector" if chosen is not None else "most prose, least else"
        page.trace.note("article", rule, name, won=True)
    headline = page.headline
    if headline is None:
        return page.region if page.region is not None else page.body
    if page.region is None:
        return next((above for above in headline.iterancestors() if says_article(above)), page.body)
    around = {page.region, *page.region.iterancestors()}
    return next((above for above in headline.iterancestors() if above in around), page.body)


def says_article(element: Element) -> bool:
    return (
        element.tag in ("article", "main")
        or element.get("role") in ("main", "article")
        or "articleBody" in attribute(element, "itemprop")
    )
