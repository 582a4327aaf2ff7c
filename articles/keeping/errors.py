"""What the keeping of an installation can fail with."""

from __future__ import annotations


class KeepingError(Exception):
    """It cannot be done. Raised by everything in this room; the message is one sentence for the operator."""


class NotEmpty(KeepingError):
    """The installation has something already. Raised by `restore`; the message says what."""
