"""Tags of thousands of attributes, on which lxml would spend minutes: it compares each attribute with all before it."""

from __future__ import annotations

import re

SMALL_PAGE = 60_000
"""Characters in which no tag holds so many attributes that it matters."""
LONGEST_TAG = 20_000
MOST_ATTRIBUTES = 400
MOST_SCANS = 8
"""Times the page may be read over, should many quotes stand open."""
TAG = re.compile(r"<[a-zA-Z][^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+)*+")
ENCODED_TAG = re.compile(TAG.pattern.encode("ascii"))
MAYBE_LONG = re.compile(
    r"<[a-zA-Z](?=(?:[^\"'>]{0,100}+(?:\"[^\"]{0,700}+\"|'[^']{0,700}+')){0,19}+"
    r"(?:[^\"'>]{101}|[^\"'>]{0,100}+[\"']))"
)
"""Where a tag begins that does not end within 20 short attributes, which are less than LONGEST_TAG: nearly all do, and
to pass over them costs less than to tell how long each is."""
QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
PART = re.compile(r"[\s/=]+")
NEXT_TAG = re.compile(r"<[a-zA-Z/!]")


def without_crowded_tags(html: str, encoded: bytes) -> str:
    """The page, such tags cut to their names; `encoded` is the page in UTF-8."""
    # Bytes, which are sought through in three quarters of the time, and are no fewer than a tag's characters.
    if len(html) <= SMALL_PAGE or max(map(len, ENCODED_TAG.findall(encoded)), default=0) <= LONGEST_TAG:
        return html
    if not _may_be_crowded(html):
        return html
    kept: list[str] = []
    end = start = scanned = 0
    while scanned <= MOST_SCANS * len(html) and (match := TAG.search(html, start)):
        start = match.end()
        scanned += match.end() - match.start()
        if match.end() - match.start() <= LONGEST_TAG:
            continue
        start, parts, is_cut = _parts(html, match)
        if len(parts) > MOST_ATTRIBUTES:
            kept += [html[end : match.start()], parts[0] + (">" if is_cut else "")]
            end = start
    return "".join([*kept, html[end:]])


def _may_be_crowded(html: str) -> bool:
    """Whether any tag is so long and holds so many attributes, wherever a tag may be thought to begin."""
    scanned = 0
    for maybe in MAYBE_LONG.finditer(html):
        match = TAG.match(html, maybe.start())
        length = match.end() - match.start() if match else 0
        scanned += length
        if scanned > MOST_SCANS * len(html):
            return True
        if match and length > LONGEST_TAG and len(_parts(html, match)[1]) > MOST_ATTRIBUTES:
            return True
    return False


def _parts(html: str, match: re.Match[str]) -> tuple[int, list[str], bool]:
    """Where a long tag ends, what it is made of, and whether it was cut at another one that stands in it.

    A quote left open would swallow the page: no tag of a page's own holds another one.
    """
    inner = NEXT_TAG.search(html, match.start() + 1, match.end())
    end = inner.start() if inner else match.end()
    return end, PART.split(QUOTED.sub('""', html[match.start() : end]), MOST_ATTRIBUTES), inner is not None
