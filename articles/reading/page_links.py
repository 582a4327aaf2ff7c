"""Page links in rich text as readers can follow them: to the page where it is live, else to the article at its source.

Where there is neither, the words stand without a link.

An import makes page links of all links between its articles, and the target may be a draft for a long time: Wagtail's
own link would lead readers to an address that answers 404, and tell them what the draft is called.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from articles.addresses import web_address
from articles.models.documents import SourceDocument
from articles.reading.at_hand import page_at_hand


class ReaderPageLinkHandler(PageLinkHandler):
    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        known = [page_at_hand(attrs.get("id")) for attrs in attrs_list]
        return known if all(known) else super().get_many(attrs_list)

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        hidden = [page.pk for page in pages if page is not None and not page.live]
        documents = SourceDocument.objects.filter(page__in=hidden).values_list("page", "url") if hidden else []
        addresses = {page: web_address(url) for page, url in documents}
        return [cls._tag(page, addresses.get(page.pk, "") if page is not None else "") for page in pages]

    @staticmethod
    def _tag(page: Any, address: str) -> str:
        if page is None or not (page.live or address):
            return "<a>"
        return f'<a href="{escape(address or page.localized.url)}">'


def register_reader_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(ReaderPageLinkHandler)
