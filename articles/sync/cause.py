"""Whether an article reads otherwise because its source changed, or because our parser did. Pure.

Both sides of a change are readings of a page: a record is the page that the server sent and the parser that read it.
One of the two can be held against the other only where it stayed the same. The same response read otherwise was
changed by the parser, whatever its version says: the source's profile shapes a record as well. The same parser's
other record comes of another response. Where both are new, or it is not known which parser made the record, nobody
can tell them apart without the old response, and the report must not claim it.

How a document tells: while it has a `parser_version`, its record was read by that version from the response that the
crawl stores. The mark must be read before `documents.take_known` takes it away.
"""

from __future__ import annotations

from typing import Literal

Cause = Literal["source", "parser", "either"]


def cause_of(*, read_by: str, version: str, is_stored: bool) -> Cause:
    """Why a record differs from the document's.

    `read_by` is the document's parser version as it was before the run, empty when it had lost it; `version` is that
    of the parser now; `is_stored` says that the response was the stored one, by a 304 or in a replay.
    """
    if is_stored and read_by:
        return "parser"
    return "source" if read_by == version else "either"
