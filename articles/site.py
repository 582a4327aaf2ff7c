"""Sets up an empty installation: the article index takes the place of Wagtail's welcome page.

Source of truth is the page tree. Where anybody has arranged pages nothing is written: what exists is used or, when
there is no article index, the caller is told so.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage

TITLE, SLUG = "Knowledge hub", "articles"
# The page that Wagtail's first migration makes (wagtail/migrations/0002_initial_data.py).
_WELCOME_TITLE, _WELCOME_SLUG = "Welcome to your new Wagtail site!", "home"
# Hosts of a machine that serves itself: their port is the one of the last start, nobody's decision.
_OWN_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


class NoArticleIndex(Exception):
    """A site that someone has arranged has no article index.

    Raised by `prepare_site`; add a page of the type "article index" where the articles should stand.
    """


@transaction.atomic
def prepare_site(name: str, hostname: str, port: int) -> ArticleIndexPage:
    """The index of articles without a target of their own; made where the installation is empty, found where not."""
    root = Page.get_first_root_node()
    pages = list(root.get_children())
    if not pages or (len(pages) == 1 and _is_welcome_page(pages[0])):
        return _set_up(root, pages, name, hostname, port)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    found = _first_index(site)
    if site and site.root_page_id == found.pk and {site.hostname, hostname} <= _OWN_HOSTS:
        _move(site, hostname, port)
    return found


def _is_welcome_page(page: Page) -> bool:
    """Whether it is the page that Wagtail made, untouched: no other type, no edit, nothing below it."""
    return (
        page.specific_class is Page
        and (page.title, page.slug) == (_WELCOME_TITLE, _WELCOME_SLUG)
        and page.latest_revision_id is None
        and page.is_leaf()
    )


def _set_up(root: Page, replaced: list[Page], name: str, hostname: str, port: int) -> ArticleIndexPage:
    index = ArticleIndexPage(title=TITLE, slug=SLUG)
    root.add_child(instance=index)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = index
    site.site_name, site.hostname, site.port = name, hostname, port
    site.save()
    # After the site has left them: a page takes the site that stands on it along.
    for page in replaced:
        page.delete()
    index.refresh_from_db()
    return index


def _first_index(site: Site | None) -> ArticleIndexPage:
    indexes = ArticleIndexPage.objects.order_by("path")
    in_site = indexes.descendant_of(site.root_page, inclusive=True).first() if site else None
    found = in_site or indexes.first()
    if found is None:
        raise NoArticleIndex(_('The site has no article index: add a page of the type "article index" first.'))
    return found


def _move(site: Site, hostname: str, port: int) -> None:
    if (site.hostname, site.port) != (hostname, port):
        site.hostname, site.port = hostname, port
        site.save()
