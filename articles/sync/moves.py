"""An article that stands at another address now: its document follows, and whoever comes by the old one is led on."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from articles.models import SourceDocument
from articles.sync.convert import SLUG_LIMIT

PATH_LIMIT = 255


def move_document(document: SourceDocument, url: str, slug: str) -> None:
    """Give the document its new address; the old one becomes an alias. The caller saves."""
    document.aliases = [*(each for each in document.aliases if each not in (url, document.url)), document.url]
    document.url, document.slug = url, slug[:SLUG_LIMIT]


def redirect_old_addresses(document: SourceDocument, page: Page) -> None:
    """Make the paths of the document's old addresses lead to its page, where the hub takes over the source's host.

    Wagtail asks its redirects only for addresses that no page answers.
    """
    for address in document.aliases:
        redirect(urlsplit(address).path, page)


def redirect(path: str, page: Page) -> None:
    """Make a path of this site lead to the page; an editor's own redirect of that path stays."""
    old_path = Redirect.normalise_path(path)
    if not 1 < len(old_path) <= PATH_LIMIT:
        return
    known = Redirect.objects.filter(old_path=old_path, site=None).first()
    if known is None:
        Redirect.objects.create(old_path=old_path, redirect_page=page, automatically_created=True)
    elif known.automatically_created and known.redirect_page_id != page.pk:
        known.redirect_page = page
        known.save(update_fields=["redirect_page"])
