"""The page under which a source's articles are made."""

from __future__ import annotations

from articles.models import ArticleIndexPage, Source


class NoTargetPage(Exception):
    """There is no article index to write below. Raised before a crawl; an administrator makes one in the page tree."""


def target_page(source: Source) -> ArticleIndexPage:
    """The source's own target, or the first article index of the tree."""
    target = source.target or ArticleIndexPage.objects.order_by("path").first()
    if target is None:
        raise NoTargetPage(
            f"{source.slug}: there is no article index page to write below; add one under the site's home page."
        )
    return target
