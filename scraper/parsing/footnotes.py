"""Footnotes tied to their place: a mark in the text (a raised 1, [2], iii, "(BLS, 2021)") and the note it leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from scraper.parsing.addresses import absolute
from scraper.parsing.spans import Link, read_spans
from scraper.parsing.words import bare

LABELLED = re.compile(r"^\s*[\[(]?(\d{1,3}|[ivx]{1,5}|[*†‡§])[\])]?[.:)]?(?:\s+|$)")
BRACKETED = re.compile(r"\[(\d{1,3})\]")
BY_AUTHOR = re.compile(r"\(((?:[^()]{0,80}; )?[^()\d]{2,80}, (?:19|20)\d\d[a-z]?)\)")
AUTHOR_AND_YEAR = re.compile(r"([^;()\d]{2,80}), ((?:19|20)\d\d[a-z]?)")
PRINTED = re.compile(r"^(.{2,150}?)\(((?:19|20)\d\d[a-z]?)(?:, [^()]{3,20})?\)")
ITEM = re.compile(r"<li>((?:(?!<li>|<[uo]l>).)*)", re.DOTALL)
ORDERED = re.compile(r"<ol>(?:(?!<[uo]l>).)*?</ol>", re.DOTALL)
LINE = re.compile(r"<p>(.*?)</p>", re.DOTALL)
LONGEST_LABEL = 150
"""Characters of a label with all its markup."""
ADDRESS = re.compile(r"https?://[^\s<>\"']{3,500}")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
MARKS = {"*": 1, "†": 2, "‡": 3, "§": 4}


@dataclass(frozen=True, kw_only=True)
class Note:
    url: str
    text: str
    """The words of its link."""


@dataclass(frozen=True, kw_only=True)
class Notes:
    """The sources of each note, by its label; of an entry in a list of references by its author and year."""

    numbered: dict[str, list[Note]] = field(default_factory=dict)
    printed: dict[str, list[tuple[str, list[Note]]]] = field(default_factory=dict)
    """Year to authors as printed."""

    def of(self, label: str) -> list[Note]:
        """The sources behind a mark of the text."""
        if match := AUTHOR_AND_YEAR.fullmatch(label):
            known = self.printed.get(match[2], [])
            return next((notes for author, notes in known if _is_same(match[1], author)), [])
        return self.numbered.get(_number(label), [])


def references(sentence: str, start: int, links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """The marks in a sentence that lead to a note: where each stands, and its label."""
    for link in links:
        if link.footnote:
            yield link.start, link.text.strip(" []()")
    if "[" in sentence:
        for match in BRACKETED.finditer(sentence):
            yield start + match.start(), match[1]
    if "(" in sentence:
        for match in BY_AUTHOR.finditer(sentence):
            for each in AUTHOR_AND_YEAR.finditer(match[1]):
                yield start + match.start(), each[0].strip()


def read_notes(htmls: list[str], is_source: Callable[[str], bool]) -> Notes:
    """The notes of an article: lines that begin with their label, and the last ordered list that links to sources."""
    notes = Notes()
    waiting = ""
    for html in htmls:
        if "<p>" in html and not _may_name_sources(html):
            waiting = _label_alone(html[html.rfind("<p>") :])
            continue
        for line in _lines_in(html):
            sources = list(_sources(line, is_source))
            text = read_spans(line).text
            label = LABELLED.match(text)
            if label and sources:
                notes.numbered.setdefault(_number(label[1]), sources)
            elif waiting and sources:
                notes.numbered.setdefault(waiting, sources)
            elif sources and (entry := PRINTED.match(text)):
                notes.printed.setdefault(entry[2], []).append((entry[1], sources))
            # A label that stands on a line of its own belongs to the next one.
            waiting = _number(label[1]) if label and not sources and label.end() == len(text) else ""
    for html in reversed(htmls):
        if "<ol>" not in html or not _may_name_sources(html):
            continue
        lists = [each for each in ORDERED.findall(html) if any(_sources(each, is_source))]
        if lists:
            for number, item in enumerate(ITEM.findall(lists[-1]), start=1):
                notes.numbered.setdefault(str(number), list(_sources(item, is_source)))
            break
    return notes


def _lines_in(html: str) -> Iterator[str]:
    """The inside of each paragraph; found by splitting, as an expression would look at every letter."""
    for part in html.split("</p>")[:-1]:
        start = part.find("<p>")
        if start >= 0:
            yield part[start + 3 :]


def _may_name_sources(html: str) -> bool:
    return "<a " in html or "://" in html


def _label_alone(line: str) -> str:
    """The label of a note, where a paragraph says nothing else."""
    match = LINE.match(line) if len(line) <= LONGEST_LABEL else None
    text = read_spans(match[1]).text if match else ""
    label = LABELLED.match(text)
    return _number(label[1]) if label and label.end() == len(text) else ""


def _sources(html: str, is_source: Callable[[str], bool]) -> Iterator[Note]:
    """What a note links to; what it only prints the address of, where it links to nothing."""
    if "<a " in html:
        for link in read_spans(html).links:
            if is_source(link.url):
                yield Note(url=link.url, text=link.text)
    elif "://" in html:
        for match in ADDRESS.finditer(read_spans(html).text):
            if (url := absolute(match[0].rstrip(".,;:)]"), "")) is not None and is_source(url):
                yield Note(url=url, text=match[0].rstrip(".,;:)]"))


def _number(label: str) -> str:
    """Notes are often numbered by the browser, whatever their marks look like."""
    return str(ROMAN.get(label) or MARKS.get(label) or label)


def _is_same(said: str, author: str) -> bool:
    """Whether "BLS" or "Society of Actuaries" in the text is the author of an entry."""
    words = bare(author).split()
    short = bare(said)
    initials = "".join(word[0] for word in words if word not in ("of", "the", "and", "for"))
    return f" {short} " in f" {' '.join(words)} " or (len(short) >= 2 and initials.endswith(short.replace(" ", "")))
