"""When Python looks for what only refers to itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_afterwards() -> Iterator[None]:
    """What is left over within this is looked for at its end, at once.

    Python looks whenever so many objects were made, and goes through everything there is. A batch of articles makes
    hundreds of thousands, nearly all of them needed to its end: the search took a fifth of the time and found nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)
