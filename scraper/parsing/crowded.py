"""Tags of thousands of attributes, on which lxml would spend minutes: it compares each attribute with all before it."""

from __future__ import annotations

import re

SMALL_PAGE = 60_000
"""Bytes in which no tag holds so many attributes that it matters."""
LONGEST_TAG = 20_000
MOST_ATTRIBUTES = 400
MOST_SCANS = 8
"""Times the page may be read over, should many quotes stand open."""
TAG = re.compile(rb"<[a-zA-Z][^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+)*+")
MAYBE_LONG = re.compile(
    rb"<[a-zA-Z](?=(?:[^\"'>]{0,100}+(?:\"[^\"]{0,700}+\"|'[^']{0,700}+')){0,19}+"
    rb"(?:[^\"'>]{101}|[^\"'>]{0,100}+[\"']))"
)
"""Where a tag begins that does not end within 20 short attributes, which are less than LONGEST_TAG: nearly all do, and
to pass over them costs less than to tell how long each is."""
QUOTED = re.compile(rb"\"[^\"]*+\"|'[^']*+'")
PART = re.compile(rb"[\s/=]+")
NEXT_TAG = re.compile(rb"<[a-zA-Z/!]")


def without_crowded_tags(page: bytes) -> bytes:
    """The page, in UTF-8 or another encoding that keeps ASCII, such tags cut to their names."""
    if len(page) <= SMALL_PAGE or not _may_be_crowded(page):
        return page
    kept: list[bytes] = []
    end = start = scanned = 0
    while scanned <= MOST_SCANS * len(page) and (match := TAG.search(page, start)):
        start = match.end()
        scanned += match.end() - match.start()
        if match.end() - match.start() <= LONGEST_TAG:
            continue
        start, parts, is_cut = _parts(page, match)
        if len(parts) > MOST_ATTRIBUTES:
            kept += [page[end : match.start()], parts[0] + (b">" if is_cut else b"")]
            end = start
    return b"".join([*kept, page[end:]])


def _may_be_crowded(page: bytes) -> bool:
    """Whether any tag is so long and holds so many attributes, wherever a tag may be thought to begin."""
    scanned = 0
    for maybe in MAYBE_LONG.finditer(page):
        match = TAG.match(page, maybe.start())
        length = match.end() - match.start() if match else 0
        scanned += length
        if scanned > MOST_SCANS * len(page):
            return True
        if match and length > LONGEST_TAG and len(_parts(page, match)[1]) > MOST_ATTRIBUTES:
            return True
    return False


def _parts(page: bytes, match: re.Match[bytes]) -> tuple[int, list[bytes], bool]:
    """Where a long tag ends, what it is made of, and whether it was cut at another one that stands in it.

    A quote left open would swallow the page: no tag of a page's own holds another one.
    """
    inner = NEXT_TAG.search(page, match.start() + 1, match.end())
    end = inner.start() if inner else match.end()
    return end, PART.split(QUOTED.sub(b'""', page[match.start() : end]), MOST_ATTRIBUTES), inner is not None
