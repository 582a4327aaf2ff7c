"""The headline of a page, and its words: the article's title."""

from __future__ import annotations

from scraper.errors import ParseError
from scraper.parsing.addresses import absolute, host_of, path_of, same_page
from scraper.parsing.dates import find_dates
from scraper.parsing.element_names import named, names_of
from scraper.parsing.names import read_byline
from scraper.parsing.page import Page
from scraper.parsing.region import is_hidden
from scraper.parsing.selecting import first
from scraper.parsing.tree import INLINE, Element, link_of, text_of
from scraper.parsing.words import bare, squash

SHORTEST_NAMED = 12
SMALL = frozenset([
    "a", "an", "and", "are", "as", "at", "by", "de", "der", "die", "el", "en", "for", "from", "how", "in", "is",
    "it", "la", "of", "on", "or", "the", "to", "und", "what", "with", "y", "your",
])  # fmt: skip
UNTITLED = frozenset({"option", "button", "script", "style", "title", "td", "th", "figcaption", "label"})
"""Elements whose words are no headline though they may repeat it."""
NAVIGATION = frozenset({"nav", "aside", "footer", "dialog"})
TRAIL = named("breadcrumbs?")
"""Names of the trail of pages above, which often ends with this one's title, as lists of what is new begin with it."""


def find_headline(page: Page) -> Element | None:
    """The H1 that the page's metadata names, else the lower heading or line that it names, else the first H1.

    A site's name in an H1, and an H1 in navigation, name no article.
    """
    if (chosen := first(page.root, page.profile, "title")) is not None:
        return chosen
    candidates = [each for each in page.root.iter("h1") if text_of(each) and not _is_unseen(each)]
    said = _said_titles(page)
    for title in said:
        for each in candidates:
            if _names(bare(text_of(each)), title):
                return each
    outside = [each for each in candidates if not any(above.tag in NAVIGATION for above in each.iterancestors())]
    likely = [each for each in outside if not _is_site_name(each, page)]
    if likely and any(_alike(bare(text_of(likely[0])), title) for title in said):
        return likely[0]
    named = _named_line(page, said)
    return named if named is not None else next(iter([*likely, *([] if said else [*outside, *candidates])]), None)


def _is_unseen(element: Element) -> bool:
    """Whether an element stands in a window that opens on a click, or in a copy for machines."""
    return any(is_hidden(above.get("style")) for above in (element, *element.iterancestors()))


def _said_titles(page: Page) -> list[str]:
    """The page's titles for machines, bare, each once, the site's name taken off too."""
    meta = page.structured.meta
    titles = [page.structured.headline, meta.get("og:title"), meta.get("twitter:title"), _head_title(page.root)]
    found = [
        bare(form) for each in titles if each for form in (each, _without_site(each, page), each.partition(" | ")[0])
    ]
    return list(dict.fromkeys(each for each in found if each))


def _names(words: str, title: str) -> bool:
    """Whether a heading's words are the title, or most of it."""
    return bool(words) and (words == title or (words in title and 2 * len(words) >= len(title)))


def _alike(words: str, title: str) -> bool:
    """Whether most of the words that count are the same."""
    one, other = set(words.split()) - SMALL, set(title.split()) - SMALL
    return 2 * len(one & other) > min(len(one), len(other))


def _is_site_name(element: Element, page: Page) -> bool:
    words = bare(text_of(element))
    meta = page.structured.meta
    target = absolute(link_of(element), page.url) if link_of(element) else None
    if target and host_of(target) == host_of(page.url) and not path_of(target) and path_of(page.url):
        return True
    return words in {bare(meta.get(name, "")) for name in ("og:site_name", "application-name")}


def _named_line(page: Page, said: list[str]) -> Element | None:
    """The element whose own words are the title, on pages that mark their headline otherwise."""
    wanted = {title for title in said if len(title) >= SHORTEST_NAMED}
    longest = 2 * max((len(title) for title in wanted), default=0)
    trail: Element | None = None
    for element in page.body.iter() if wanted else ():
        text = element.text
        if text and len(text) <= longest and element.tag not in UNTITLED and bare(text) in wanted:
            if _is_unseen(element) or any(above.tag in NAVIGATION for above in element.iterancestors()):
                continue
            if (target := absolute(link_of(element), page.url) if link_of(element) else None) and not same_page(
                target, page.url
            ):
                continue
            while (parent := element.getparent()) is not None and parent is not page.body:
                if element.tag not in INLINE or bare(text_of(parent)) != bare(text):
                    break
                element = parent
            around = (element, *element.iterancestors())
            if not any(above.tag == "li" or TRAIL.search(names_of(above)) for above in around):
                return element
            trail = element if trail is None else trail
    return trail


def title_of(page: Page) -> str:
    """The headline's words, else the metadata's title without the site's name."""
    if page.headline is not None and (words := _headline_words(page.headline)):
        shorter = _without_site(words, page) if " | " not in words else words.partition(" | ")[0]
        if shorter != words and bare(shorter) in _said_titles(page):
            page.trace.note("title", "headline", words, won=False)
            words = shorter
        page.trace.note("title", f"headline <{page.headline.tag}>", words, won=True)
        for said in _said_titles(page) if page.trace.on else []:
            page.trace.note("title", "metadata", said, won=False)
        return words
    meta = page.structured.meta
    said_by = {
        "JSON-LD headline": page.structured.headline,
        "og:title": meta.get("og:title"),
        "twitter:title": meta.get("twitter:title"),
        "title element": _head_title(page.root),
    }
    found = page.trace.choose("title", ((rule, _without_site(said, page)) for rule, said in said_by.items() if said))
    if found is None:
        raise ParseError("has no title")
    return found


def _headline_words(headline: Element) -> str:
    """The words of a headline without a permalink's sign, and without a date or byline printed within it."""
    words = text_of(headline)
    for child in headline:
        inner = text_of(child)
        if inner and inner != words and (child.tag == "time" or find_dates(inner) or read_byline(inner)):
            words = squash(words.replace(inner, " ", 1))
    return words.strip(" ¶").removesuffix(" #")


def _head_title(root: Element) -> str:
    found = root.find("head/title")
    return text_of(found) if found is not None else ""


def _without_site(title: str, page: Page) -> str:
    """The title alone: the side that is not the site's name or host, else the longer one."""
    site = bare(page.structured.meta.get("og:site_name", ""))
    for mark in (" | ", " – ", " — ", " - ", " · ", " • ", " » ", " :: "):
        head, found, tail = title.rpartition(mark)
        if not found:
            continue
        opening = title.partition(mark)[0]
        if _is_site(opening, site, page) and not _is_site(tail, site, page):
            return title.partition(mark)[2].strip()
        if mark == " | " or _is_site(tail, site, page) or len(tail) <= len(head):
            return head.strip()
    return title.strip()


def _is_site(words: str, site: str, page: Page) -> bool:
    letters = bare(words).replace(" ", "")
    host = host_of(page.url)
    return bool(letters) and (bare(words) == site or letters in (host.replace(".", ""), host.split(".")[0]))
