"""The connection to the database, where it may have broken."""

from __future__ import annotations

from django.db import connection


def renew_if_broken() -> None:
    """Let the next query open another connection where this one is of no use any more.

    Not inside a transaction: whoever began it must learn that it is lost.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
