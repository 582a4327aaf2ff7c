"""What the fast writers refuse."""


class BulkRefused(Exception):
    """The fast way would leave out something that somebody relies on.

    Raised by the fast writers before anything is written; the caller writes these articles one by one.
    """
