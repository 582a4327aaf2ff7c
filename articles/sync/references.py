"""What articles refer to, kept by address: the ledger's entries. See `articles.sync.ledger` for what heals them.

Each text is entered as it is written to a page. What it refers to is an article of the same hub, here already or not
yet; which of the hub's other pages will ever be one, nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from articles.models import SourceReference
from articles.sync.convert import ADDRESS_LIMIT
from articles.sync.links import addresses_in
from articles.sync.page_links import PageLinks
from articles.sync.stored_images import addresses_of_images, shows_without_copy
from articles.sync.texts import texts_of_article, texts_of_content
from scraper.addresses import normalise
from scraper.items import ScrapedArticle

ROWS_AT_ONCE = 500
LINK, RELATED, IMAGE = (kind.value for kind in SourceReference.Kind)

IS_OPEN = Q(target__isnull=True) | ~Q(target__page=F("linked_page"))
"""Of an entry: what it refers to is not in the page yet."""
Named = set[tuple[str, str]]
"""Kind and address of what is referred to."""


@dataclass(frozen=True, kw_only=True)
class Said:
    document: int
    named: Named
    """What the article refers to, and its page."""
    is_written: bool = True
    """Whether the page was written with these links; if not, they are as they were."""


def article_references(article: ScrapedArticle) -> Named:
    links = {(LINK, address) for html in texts_of_article(article) for address in addresses_in(html)}
    images = {(IMAGE, address) for address in addresses_of_images(article)}
    return links | images | {(RELATED, each.url) for each in article.related}


def content_references(content: Mapping[str, Any]) -> Named:
    """Of a content in which addresses stand for page links."""
    links = {(LINK, address) for html in texts_of_content(content) for address in addresses_in(html)}
    images = {(IMAGE, block["value"]["src"]) for block in content.get("body") or [] if shows_without_copy(block)}
    return links | images | {(RELATED, each["url"]) for each in content.get("related") or [] if each.get("url")}


def references_of(article: ScrapedArticle, content: Mapping[str, Any]) -> Named:
    """Of both, as `article_references` and `content_references`."""
    return article_references(article) | content_references(content)


def open_references(document: int) -> Named:
    """What the document's page refers to and has not got yet."""
    return set(SourceReference.objects.filter(IS_OPEN, document=document).values_list("kind", "url"))


def keep_references(links: PageLinks, said: Sequence[Said]) -> None:
    """Enter what each document's page refers to now, in place of what it referred to.

    `links` must be as they were when the pages were written: what has a page is healed already.
    """
    wanted = {
        (each.document, kind, address if kind == IMAGE else _spelling(links, address)): each.is_written
        for each in said
        for kind, address in each.named
        if len(address) <= ADDRESS_LIMIT and _is_entered(links, kind, address, each)
    }
    rows = SourceReference.objects.filter(document__in=[each.document for each in said])
    known = {(row.document_id, row.kind, row.url): row for row in rows}
    if gone := [row.pk for entry, row in known.items() if entry not in wanted]:
        SourceReference.objects.filter(pk__in=gone).delete()
    new, healed = [], []
    for (document, kind, url), is_written in wanted.items():
        row = known.get((document, kind, url))
        if row is None:
            row = SourceReference(document_id=document, kind=kind, url=url)
            new.append(row)
        target = links.target(url) if kind != IMAGE else None
        leads_to = (target.document, target.page) if target and target.page else (None, None)
        if is_written and (row.target_id, row.linked_page) != leads_to:
            row.target_id, row.linked_page = leads_to
            if row.pk:
                healed.append(row)
    SourceReference.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    SourceReference.objects.bulk_update(healed, ["target", "linked_page"], batch_size=ROWS_AT_ONCE)


def _is_entered(links: PageLinks, kind: str, address: str, said: Said) -> bool:
    if kind != IMAGE:
        return links.key(address) is not None
    return not (said.is_written and address in links.images.copies)


def _spelling(links: PageLinks, address: str) -> str:
    target = links.target(address)
    return target.url if target else normalise(address)
