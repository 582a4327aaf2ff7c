"""Django's cache in files, which counts its files now and then: Django lists all of them at every write."""

from __future__ import annotations

from itertools import count

from django.core.cache.backends.filebased import FileBasedCache

BETWEEN = 200
"""Writes of a process from one count to the next: by so many the files may be more than MAX_ENTRIES."""
_writes = count(1)  # of the process, for each of its threads has a cache object of its own


class PageFiles(FileBasedCache):
    def _cull(self) -> None:
        if next(_writes) % BETWEEN == 0:
            super()._cull()  # type: ignore[misc]  # the stubs do not know it
