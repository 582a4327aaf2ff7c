"""What readers' pages are made by besides the database: the code, the templates, the collected static files.

A page that another release kept may name a stylesheet that is gone. So each release keeps pages of its own, and while
one takes the place of the other on several machines neither answers with the other's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import wagtail
from django.contrib.staticfiles.storage import staticfiles_storage

from scraper.version import digest_of

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("articles", "cms", "scraper")
KINDS = (".html", ".py")


@cache
def release() -> str:
    """The same on all machines that run the same; looked at once in each process, as code and templates are."""
    files = (path for package in PACKAGES for path in (PROJECT / package).rglob("*") if path.suffix in KINDS)
    collected = getattr(staticfiles_storage, "manifest_hash", "")  # a storage without a manifest has no names to change
    return f"{wagtail.__version__}-{digest_of(files)}-{collected}"
