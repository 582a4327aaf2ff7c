"""Who wrote it and when: what the page displays first, then JSON-LD, then meta elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.items import Author
from scraper.parsing.dates import iso_day
from scraper.parsing.head import Head
from scraper.parsing.names import looks_like_name, looks_like_writer, same_name, split_names
from scraper.parsing.note import NoteDates
from scraper.parsing.page import Page
from scraper.parsing.selecting import select
from scraper.parsing.sign_marks import PUBLISHED, REVIEWED, UPDATED, Sign, Signs
from scraper.parsing.structured import Structured
from scraper.parsing.trace import Trace
from scraper.parsing.words import bare

PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:publish_date", "datepublished",
    "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "citation_publication_date",
    "citation_online_date", "publish-date", "publish_date", "published", "published-date", "publication_date",
    "w-published-date", "parsely-pub-date", "cxenseparse:publishtime", "pubdate", "sailthru.date",
)  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "updated",
    "last-modified",
)
DESCRIPTION = ("description", "og:description", "twitter:description")
AT_HEAD = 3
"""Weight of a mark from which on it speaks of the article before metadata does."""


@dataclass(frozen=True, kw_only=True)
class Dates:
    published: str | None
    updated: str | None
    first_published: str | None


def descriptions(structured: Structured) -> list[str]:
    """What the page's metadata says it is about, in the order of trust."""
    said = [structured.meta.get(name) for name in DESCRIPTION]
    return [each for each in (*said, structured.description) if each]


def choose_summary(head: Head, structured: Structured, trace: Trace) -> str | None:
    """The displayed standfirst, else the page's description of itself."""
    said = [(f"meta {name}", structured.meta.get(name)) for name in DESCRIPTION]
    displayed = (head.rules.get("summary", "standfirst"), head.standfirst)
    return trace.choose("summary", [displayed, *said, ("JSON-LD description", structured.description)])


def note_page(page: Page, said: str | None, fetched: str) -> None:
    """For who asks: the address, the language, and what the profile's selectors find."""
    page.trace.note("url", "the page's own word" if said == page.url else "where it was fetched", page.url, won=True)
    for rule, address in (("the page's own word", said), ("where it was fetched", fetched)):
        if address and address != page.url:
            page.trace.note("url", rule, address, won=False)
    if page.language:
        page.trace.note("language", "lang attribute or og:locale", page.language, won=True)
    if page.trace.on:
        for part, selector in page.profile.selectors.items():
            count = len(select(page.root, selector))
            page.trace.note("profile", f"{part}: {selector}", f"finds {count} elements", won=count > 0)


def choose_authors(head: Head, structured: Structured, signs: Signs, trace: Trace) -> list[Author]:
    """The byline's people; where the page displays none, those of its metadata that are no publisher."""
    said = [(name, kind) for name, kind in structured.authors if looks_like_writer(name)]
    written = [each for each in head.authors if each.role == "author"]
    others = [each for each in head.authors if each.role != "author"]
    byline = _reconciled(written, [name for name, _ in said])
    displayed = [each.value for each in signs.authors if each.kind == "author"]
    people = [
        name
        for name, kind in said
        if (kind != "Organization" or _among(name, displayed)) and (kind == "Person" or not _is_site(name, structured))
    ]
    chosen = trace.choose(
        "authors",
        [
            (head.rules.get("authors", "byline"), byline),
            ("marked at the headline", _marked(signs.authors, AT_HEAD)),
            ("JSON-LD author", [Author(name=name) for name in dict.fromkeys(people)]),
            ("meta author", _meta_authors(structured)),
            ("marked elsewhere in the article", _marked(signs.authors, 0)),
        ],
    )
    marked_others = [each for each in signs.authors if each.kind != "author" and each.weight >= AT_HEAD]
    reviewers = others or [Author(name=each.value, role=each.kind) for each in _distinct(marked_others)]
    chosen = [each for each in chosen or [] if not any(same_name(each.name, other.name) for other in reviewers)]
    return [*chosen, *reviewers]


def _is_site(name: str, structured: Structured) -> bool:
    site = bare(structured.meta.get("og:site_name", ""))
    return bool(site) and bare(name) == site


def _among(name: str, displayed: Iterable[str]) -> bool:
    return any(same_name(name, other) for other in displayed)


def _meta_authors(structured: Structured) -> list[Author]:
    """Names that meta elements give; the site's own name is no author."""
    meta = structured.meta
    said = list(structured.writers)
    if "written" in bare(meta.get("twitter:label1", "")):
        said.append(meta.get("twitter:data1", ""))
    for each in said:
        if each.startswith("http") or _is_site(each, structured):
            continue
        names = [name for name in split_names(each) if looks_like_name(name)] or (
            [each] if looks_like_writer(each) else []
        )
        if names and each in structured.writers and len(structured.writers) > 1 and len(names) == 1:
            names = _scholars(structured) or names
        if names:
            return [Author(name=name) for name in names]
    return []


def _scholars(structured: Structured) -> list[str]:
    """One meta element for each author, as scholarly pages have them."""
    if "citation_author" not in structured.meta:
        return []
    return [name for name in structured.writers if looks_like_name(name)]


def _marked(signs: list[Sign], least: int) -> list[Author]:
    """The names of the surest marks, each person once."""
    fitting = [each for each in signs if each.kind == "author" and each.weight >= least]
    surest = max((each.weight for each in fitting), default=0)
    return [Author(name=each.value) for each in _distinct(each for each in fitting if each.weight == surest)]


def _distinct(signs: Iterable[Sign]) -> list[Sign]:
    found: list[Sign] = []
    for each in signs:
        if not any(same_name(each.value, other.value) for other in found):
            found.append(each)
    return found


def _reconciled(displayed: list[Author], said: list[str]) -> list[Author]:
    """A name that metadata gives whole where the byline was cut within it: "School of Law and Policy"."""
    line = bare(" ".join(author.name for author in displayed))
    whole = [name for name in said if set(bare(name).split()) - {"and", "y", "und", "et"} <= set(line.split())]
    if whole and len(whole) < len(displayed) and _covers(whole, line):
        return [Author(name=name) for name in whole]
    return displayed


def _covers(names: list[str], line: str) -> bool:
    return set(line.split()) <= {word for name in names for word in bare(name).split()}


def choose_dates(head: Head, structured: Structured, signs: Signs, title: str, note: NoteDates, trace: Trace) -> Dates:
    """The displayed dates; metadata's where none is displayed. An earlier one in metadata is the first publication.

    `note` is what the editor's note tells. A page that displays its last update alone says nothing against the
    publication that its metadata states. The day of a review is the last update where nothing else says one.
    """
    said = dict(_said(structured, "published", PUBLISHED_NAMES))
    modified = dict(_said(structured, "modified", MODIFIED_NAMES))
    at_head = [each for each in signs.dates if each.weight >= AT_HEAD]
    updated = trace.choose(
        "updated",
        [(head.rules.get("updated", "line at the headline"), head.updated), *_by_weight(signs.dates, UPDATED)],
    )
    displayed = [
        (head.rules.get("published", "line at the headline"), head.published),
        *_by_weight(at_head, PUBLISHED),
    ]
    below = list(_by_weight([each for each in signs.dates if each.weight < AT_HEAD], PUBLISHED))
    displayed = [(rule, _in_order(day, said.values())) for rule, day in displayed]
    if updated and said and min(said.values()) < updated and all(day in (None, updated) for _, day in displayed):
        displayed = []  # one date, printed twice or marked as both: it is that of the update
    shown = any(day for _, day in displayed)
    reviewed = [(head.rules.get("reviewed", ""), head.reviewed), *_by_weight(at_head, REVIEWED)]
    others = [] if shown or updated else [*_lone(below), *_alone(signs.lines)]
    others = [(rule, day) for rule, day in others if all(day != other for _, other in reviewed)]
    published = trace.choose("published", [*displayed, *said.items(), *others])
    if not updated:
        differing = [] if shown else modified.items()
        later = [(rule, day) for rule, day in differing if published is None or day > published]
        checked = [(rule, day) for rule, day in reviewed if day and (published is None or day > published)]
        updated = trace.choose("updated", [("editor's note", note.updated), *later, *checked])
    trusted = said if _agrees(structured, title) else {}
    bound = published or updated
    earlier = [(rule, day) for rule, day in trusted.items() if bound and day < bound]
    first = trace.choose("first_published", [("editor's note", note.first_published), *earlier])
    return Dates(published=published, updated=updated, first_published=first)


def _said(structured: Structured, name: str, meta_names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Metadata's dates, each with its source."""
    if day := iso_day(getattr(structured, name)):
        yield f"JSON-LD {'datePublished' if name == 'published' else 'dateModified'}", day
    for each in meta_names:
        if (content := structured.meta.get(each)) and (day := iso_day(content)):
            yield f"meta {each}", day


def _in_order(day: str | None, said: Iterable[str]) -> str | None:
    """A displayed "09.10.2024" is what metadata says of it where day and month are all that differs."""
    if day is None:
        return None
    year, month, number = day.split("-")
    turned = f"{year}-{number}-{month}"
    return turned if turned in said and day not in said else day


def _by_weight(signs: list[Sign], kind: str) -> Iterator[tuple[str, str]]:
    for each in sorted((each for each in signs if each.kind == kind), key=lambda sign: -sign.weight):
        yield each.rule, each.value


def _lone(days: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The day, where it is the only one."""
    return days if len({day for _, day in days}) == 1 else []


def _alone(lines: list[Sign]) -> list[tuple[str, str]]:
    """The date of unmarked lines nearest to the headline, where they agree."""
    nearest = max((each.weight for each in lines), default=0)
    return _lone([(each.rule, each.value) for each in lines if each.weight == nearest])


def _agrees(structured: Structured, title: str) -> bool:
    """Whether metadata speaks of the page as it is now: a headline of other words is a leftover."""
    if not structured.headline:
        return structured.sound
    said, shown = set(bare(structured.headline).split()), set(bare(title).split())
    return len(said & shown) * 2 >= min(len(said), len(shown))
