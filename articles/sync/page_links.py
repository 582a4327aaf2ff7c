"""Which of a source's addresses are pages of this hub, and which pages are addresses: looked up for a batch.

With them go the images: what stands here for an address at the source, a page or a copy, is put in together.

Source of truth: the source documents, under every address that an article has had. Only what occurs is looked up. An
address is found by its last segment, which the documents are indexed by, and told from others by all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from wagtail.models import Page

from articles.models import Source, SourceDocument, SourceReference
from articles.sync.convert import SLUG_LIMIT, PageValues
from articles.sync.documents import chunks, host_family
from articles.sync.links import FRAGMENT, addresses_in, pages_in, to_addresses, to_pages
from articles.sync.merging.parts import Content, Path, is_within
from articles.sync.stored_images import StoredImages, shows_without_copy
from articles.sync.texts import change_body, change_roles, texts_of_article, texts_of_content
from scraper.addresses import AddressError, HostFamily
from scraper.items import ScrapedArticle
from scraper.parsing.addresses import path_of

RELATED, IMAGE = SourceReference.Kind.RELATED.value, SourceReference.Kind.IMAGE.value
Reference = tuple[str, str]
"""Kind and address of what a page refers to."""


@dataclass(frozen=True, kw_only=True)
class Target:
    document: int
    url: str
    page: int | None


@dataclass
class PageLinks:
    """The links of one source, as far as they were looked up last."""

    source: Source
    by_key: dict[str, Target] = field(default_factory=dict)
    by_page: dict[int, str] = field(default_factory=dict)
    """Page to the address of its article; a deleted page to the address that a link to it was made of."""
    gone: set[int] = field(default_factory=set)
    """Pages that are linked to and are there no more."""
    left_empty: dict[Path, frozenset[Reference]] = field(default_factory=dict)
    """Pictures and related articles that are here, and have no place in the page: an editor took them out."""

    @cached_property
    def images(self) -> StoredImages:
        return StoredImages(self.source)

    @cached_property
    def family(self) -> HostFamily:
        return host_family(self.source)

    # --- the two spellings ----------------------------------------------------------------------------------------

    def addressed(self, content: Content) -> Content:
        """The content with addresses for page links: the form that all sides of a merge have."""
        content = {**content, "body": self.images.without_copies(content.get("body") or [])}
        if not self.by_key and not self.by_page and not self.gone:
            return content

        def change(html: str) -> str:
            return to_addresses(html, self.by_page.get, self._spelling)

        return {
            **content,
            "editors_note": change(content.get("editors_note") or ""),
            "roles": change_roles(content.get("roles") or [], change),
            "body": change_body(content.get("body") or [], change),
            "related": [self._related_addressed(each) for each in content.get("related") or []],
        }

    def linked(self, values: PageValues) -> PageValues:
        """The values with page links for addresses: the form that a page has."""
        blocks = {path[1] for path in self.left_empty if path[0] == "body"}
        values = replace(values, body=self.images.with_copies(values.body, blocks))
        if not any(target.page for target in self.by_key.values()):
            return values

        def change(html: str) -> str:
            return to_pages(html, self._page_of)

        return replace(
            values,
            fields={**values.fields, "editors_note": change(values.fields.get("editors_note") or "")},
            body=change_body(values.body, change),
            children={
                **values.children,
                "roles": change_roles(values.children.get("roles", []), change),
                "related": [self._related_linked(each) for each in values.children.get("related", [])],
            },
        )

    def target(self, address: str) -> Target | None:
        """The article that stands or stood at the address."""
        key = self.key(address)
        return self.by_key.get(key) if key else None

    def key(self, address: str) -> str | None:
        """What all spellings of an address of the hub have in common; None for whatever is none of the hub's."""
        try:
            return self.family.key(address) if FRAGMENT not in address and self.family.holds(address) else None
        except AddressError:
            return None

    def _page_of(self, address: str) -> int | None:
        target = self.target(address)
        return target.page if target else None

    def _spelling(self, address: str) -> str | None:
        target = self.target(address)
        return target.url if target else None

    def _related_addressed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A related article without the page that its address leads to anyway: what is left, an editor chose."""
        page = row.get("related_page_id")
        address = self.by_page.get(page) if page else None
        is_its_own = address is not None and self.key(address) == self.key(row.get("url") or "")
        return {**row, "related_page_id": None if is_its_own or page in self.gone else page}

    def _related_linked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        url = row.get("url") or ""
        page = None if ("related", url) in self.left_empty else self._page_of(url)
        return {**row, "related_page_id": row.get("related_page_id") or page}

    # --- what an editor took out ------------------------------------------------------------------------------------

    def _find_left_empty(self, content: Mapping[str, Any]) -> Iterator[tuple[Path, frozenset[Reference]]]:
        for block in content.get("body") or []:
            if shows_without_copy(block) and block.get("id") and block["value"]["src"] in self.images.copies:
                yield ("body", block["id"]), frozenset({(IMAGE, block["value"]["src"])})
        for row in content.get("related") or []:
            target = self.target(row["url"]) if row.get("url") and not row.get("related_page_id") else None
            if target is not None and target.page:
                keys = (self.key(row["url"]), self.key(target.url))
                yield ("related", row["url"]), frozenset((RELATED, key) for key in keys if key)

    def fill_in(self, references: Iterable[Reference]) -> None:
        """What these wait for was not here when the page was written: what is empty for want of it, no editor took."""
        awaited = {(kind, url if kind == IMAGE else self.key(url)) for kind, url in references}
        self.left_empty = {path: named for path, named in self.left_empty.items() if not named & awaited}

    def fill_in_within(self, part: Path) -> None:
        """An editor wants all of the part as the source has it."""
        self.left_empty = {path: named for path, named in self.left_empty.items() if not is_within(path, part)}

    @property
    def images_left_out(self) -> set[Reference]:
        return {each for named in self.left_empty.values() for each in named if each[0] == IMAGE}

    # --- looking up -----------------------------------------------------------------------------------------------

    def look_up(
        self,
        *,
        articles: Iterable[ScrapedArticle] = (),
        contents: Iterable[Mapping[str, Any]] = (),
        untouched: bool = False,
    ) -> None:
        """Know every link of the articles' records and the pages' contents, and no others.

        `untouched` says that the contents are of pages that no editor changed: what is empty waits for its target. Of
        others it is taken for an editor's choice, see `fill_in`.
        """
        addresses: set[str] = set()
        pages: set[int] = set()
        articles, contents = list(articles), list(contents)
        self.images.look_up(articles, [content.get("body") or [] for content in contents])
        for article in articles:
            addresses.update(related.url for related in article.related)
            for html in texts_of_article(article):
                addresses.update(addresses_in(html))
        for content in contents:
            rows = content.get("related") or []
            addresses.update(row["url"] for row in rows if row.get("url"))
            pages.update(row["related_page_id"] for row in rows if row.get("related_page_id"))
            for html in texts_of_content(content):
                addresses.update(addresses_in(html))
                pages.update(pages_in(html))
        self._find_pages(pages)
        self.find({*addresses, *self.by_page.values()})
        self.by_page = {page: self._spelling(address) or address for page, address in self.by_page.items()}
        self.left_empty = {}
        for content in () if untouched else contents:
            self.left_empty.update(self._find_left_empty(content))

    def find(self, addresses: Iterable[str]) -> None:
        """Know these addresses, and no others."""
        self.by_key = {}
        wanted = {key for address in addresses if (key := self.key(address))}
        if not wanted:
            return
        keys = {slug for key in wanted if (slug := last_segment(key))}
        rows = SourceDocument.objects.filter(source=self.source)
        found = [
            row
            for some in chunks(sorted(keys))
            for row in rows.filter(slug__in=some).values_list("pk", "url", "page", "aliases")
        ]
        older = [pk for key, pk in self._renamed.items() if key in wanted]
        found += rows.filter(pk__in=older).values_list("pk", "url", "page", "aliases") if older else []
        for pk, url, page, aliases in found:
            target = Target(document=pk, url=url, page=page)
            for alias in aliases:
                if (key := self.key(alias)) in wanted:
                    self.by_key.setdefault(key, target)
        # An article's present address outranks one that another article had before.
        for pk, url, page, _aliases in found:
            if (key := self.key(url)) in wanted:
                self.by_key[key] = Target(document=pk, url=url, page=page)

    @cached_property
    def _renamed(self) -> dict[str, int]:
        """Addresses that end otherwise than their article's does now: few, and found in no index."""
        moved = SourceDocument.objects.filter(source=self.source).exclude(aliases=[])
        return {
            key: pk
            for pk, slug, aliases in moved.values_list("pk", "slug", "aliases")
            for alias in aliases
            if (key := self.key(alias)) and last_segment(key) != slug
        }

    def _find_pages(self, pages: set[int]) -> None:
        self.by_page, self.gone = {}, set()
        if not pages:
            return
        rows = SourceDocument.objects.filter(source=self.source, page__in=pages)
        self.by_page = dict(rows.values_list("page", "url"))
        unknown = pages - self.by_page.keys()
        if unknown:
            self.gone = unknown - set(Page.objects.filter(pk__in=unknown).values_list("pk", flat=True))
        if self.gone:
            kept = SourceReference.objects.filter(document__source=self.source, linked_page__in=self.gone)
            self.by_page |= {page: url for page, url in kept.values_list("linked_page", "url") if page}


def last_segment(address: str) -> str:
    """As the slug of the document that stands there."""
    return (path_of(address) or [""])[-1][:SLUG_LIMIT]
