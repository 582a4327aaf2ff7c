"""From a page to a ScrapedArticle, concern by concern. Source of truth: the page as it was fetched, nothing else.

Failure policy: a page without title or text is no article and raises ParseError; anything less leaves a field empty.
"""

from __future__ import annotations

import gc

from scraper.errors import ParseError
from scraper.items import Figure, ScrapedArticle
from scraper.parsing.addresses import path_of
from scraper.parsing.assembly import make_blocks
from scraper.parsing.body import read_body
from scraper.parsing.canonical import canonical_of, capture_address, own_address
from scraper.parsing.capture import capture_to_html, is_capture
from scraper.parsing.citations import Sources, read_citations
from scraper.parsing.copies import without_copies
from scraper.parsing.figures import read_figures
from scraper.parsing.fingerprint import with_fingerprint
from scraper.parsing.footnotes import read_notes
from scraper.parsing.grouping import group_key_points, group_questions
from scraper.parsing.head import take_head
from scraper.parsing.headlines import find_headline, title_of
from scraper.parsing.htmls import htmls_of, labelled_htmls
from scraper.parsing.in_page import settle
from scraper.parsing.lines import hold
from scraper.parsing.metadata import choose_authors, choose_dates, choose_summary, descriptions, note_page
from scraper.parsing.noise import remove_by_words, remove_noise, remove_noise_sections, remove_silent
from scraper.parsing.note import NoteDates, dates_of, take_marked_note, take_note
from scraper.parsing.outside import remove_outside
from scraper.parsing.page import Page, find_scope
from scraper.parsing.pieces import Piece
from scraper.parsing.programs import links_in, read_programs
from scraper.parsing.pseudo_headings import raise_pseudo_headings
from scraper.parsing.related import take_related
from scraper.parsing.role_records import RoleReading, make_roles
from scraper.parsing.role_section import with_role_section
from scraper.parsing.roles import take_roles
from scraper.parsing.signs import read_signs
from scraper.parsing.spans import forget_spans
from scraper.parsing.structured import read_structured
from scraper.parsing.trace import Trace
from scraper.parsing.tree import attribute, drop, parse_tree
from scraper.parsing.trimming import trim
from scraper.parsing.unfolding import unfold_roles
from scraper.parsing.words import scrub, scrub_page
from scraper.profile import SourceProfile


def parse_article(html: str, url: str, profile: SourceProfile | None = None) -> ScrapedArticle:
    """The article of a page, HTML or a Markdown capture, fetched from `url`; ParseError when it has none."""
    return parse_traced(html, url, profile or SourceProfile(), Trace())


def parse_traced(html: str, url: str, profile: SourceProfile, trace: Trace) -> ScrapedArticle:
    """The same, what was chosen written into the trace."""
    # What a parse makes lives until its end: to look for garbage meanwhile is to walk the whole page again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _parse(html, url, profile, trace)
    except ParseError:
        raise
    except Exception as error:  # the one promise to callers: one bad page never ends a crawl
        raise ParseError(f"could not be read: {type(error).__name__}: {error}") from error
    finally:
        forget_spans()
        if collecting:
            gc.enable()


def _parse(text: str, url: str, profile: SourceProfile, trace: Trace) -> ScrapedArticle:
    page = _read_page(*scrub_page(text), scrub(url), profile, trace)
    title = title_of(page)
    related = take_related(page)
    signs = read_signs(page)
    remove_noise(page)
    scope = find_scope(page)
    profile = with_role_section(page, scope)
    remove_noise_sections(page, scope)
    remove_by_words(page, scope)
    marked_note = take_marked_note(page, scope)
    head = take_head(page, scope, descriptions(page.structured))
    remove_outside(page, scope)
    if page.headline is not None:
        drop(page.headline)
    pieces = without_copies(read_body(scope, page.url, page.held), page)
    note, pieces = (marked_note, pieces) if marked_note else take_note(pieces)
    authors = choose_authors(head, page.structured, signs, page.trace)
    pieces = trim(pieces, page, title, [author.name for author in authors])
    pieces = raise_pseudo_headings(group_key_points(group_questions(unfold_roles(pieces, profile)), page))
    found = take_roles(pieces, profile, title)
    for label in found.labels:
        page.note_removed("label", label)
    if not any(piece.text for piece in found.pieces) and not found.entries:
        raise ParseError("has no text")
    htmls = htmls_of(found.pieces, found.entries)
    linking = Sources(url=page.url, profile=profile)
    sources = linking.with_notes(read_notes(htmls, linking.is_source))
    roles = make_roles(found.entries, sources)
    told = dates_of(note.text, page.language) if note else NoteDates()
    dates = choose_dates(head, page.structured, signs, title, told, page.trace)
    article = with_fingerprint(
        ScrapedArticle(
            url=page.url,
            slug=(path_of(page.url) or [""])[-1],
            title=title,
            authors=authors,
            published=dates.published,
            updated=dates.updated,
            first_published=dates.first_published,
            areas_of_study=head.areas,
            topics=head.topics,
            summary=choose_summary(head, page.structured, page.trace),
            blocks=make_blocks(found.pieces),
            roles=[reading.role for reading in roles],
            figures=_figures(found.pieces, roles, sources),
            citations=read_citations(htmls, sources),
            programs=read_programs(links_in(htmls), sources),
            editors_note=note,
            related=related,
            removed=page.removed,
        )
    )
    page.let_go()
    return article


def _read_page(text: str, encoded: bytes, url: str, profile: SourceProfile, trace: Trace) -> Page:
    """The tree, its metadata, its address and its headline."""
    captured = is_capture(text)
    root = parse_tree(capture_to_html(text)) if captured else parse_tree(text, encoded)
    said = capture_address(text) if captured else canonical_of(root, url)
    address = own_address(said, url, profile) if url.startswith(("http://", "https://")) else said
    if not address:
        raise ParseError("has no address")
    page = Page(root=root, url=address, profile=profile, structured=read_structured(root), trace=trace)
    page.language = attribute(root, "lang") or page.structured.meta.get("og:locale", "").replace("_", "-")
    note_page(page, said, url)
    remove_silent(page)
    page.held = hold(page.body)
    settle(page)
    page.headline = find_headline(page)
    return page


def _figures(pieces: list[Piece], roles: list[RoleReading], sources: Sources) -> list[Figure]:
    """Every figure in page order; the roles' own where their list stands."""
    found: list[Figure] = []
    waiting = roles
    for piece in pieces:
        if piece.kind == "roles":
            found += [figure for reading in waiting for figure in reading.figures]
            waiting = []
        else:
            for html, label in labelled_htmls(piece):
                found += read_figures(html, sources, label=label)
    return found
