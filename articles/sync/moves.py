"""An article that stands at another address now: its document follows, and whoever comes by the old one is led on."""

from __future__ import annotations

from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from articles.models import ArticlePage, SourceDocument
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


def address_on_site(page: Page) -> str:
    """The page's path on this site; empty where it has none."""
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def redirect_old_slug(address: str, page: ArticlePage) -> None:
    """Make the address that the page had lead to the one that it has now.

    Wagtail does so as well, for each site and after the commit: whoever is killed in between would leave the old
    address dead.
    """
    if address and address != address_on_site(Page.objects.get(pk=page.pk)):
        redirect(address, page)


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
