"""Which images of a source have a copy in the library: looked up for a batch, and put into image blocks.

Source of truth: the source images. The copy follows the address: in the contents that a merge compares, a block whose
image is the copy of its own address has none, as at the source; what is left in a block, an editor chose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from wagtail.images.models import Image

from articles.models import Source, SourceImage, SourceReference
from articles.sync.body import Raw
from articles.sync.documents import chunks
from scraper.blocks import ImageBlock
from scraper.items import ScrapedArticle

IMAGE = "image"
ImageOf = Callable[[Raw], int | None]


@dataclass
class StoredImages:
    """The images of one source, as far as they were looked up last."""

    source: Source
    copies: dict[str, int] = field(default_factory=dict)
    """Address at the source to the image in the library."""
    refused: dict[str, str] = field(default_factory=dict)
    """Address of an image without a copy to the reason."""
    gone: set[int] = field(default_factory=set)
    """Images that blocks name and that are in the library no more."""

    def without_copies(self, body: Sequence[Raw]) -> list[Raw]:
        return [self._changed(block, self._chosen) for block in body] if self.copies or self.gone else list(body)

    def with_copies(self, body: Sequence[Raw], besides: Collection[str] = ()) -> list[Raw]:
        """`besides` are the ids of blocks that stay as they are."""
        if not self.copies:
            return list(body)
        return [block if block.get("id") in besides else self._changed(block, self._shown) for block in body]

    def _changed(self, block: Raw, image_of: ImageOf) -> Raw:
        if block["type"] != IMAGE:
            return block
        return {**block, "value": {**block["value"], "image": image_of(block["value"])}}

    def _chosen(self, value: Raw) -> int | None:
        image = value.get("image")
        return None if image in self.gone or image == self.copies.get(value.get("src") or "") else image

    def _shown(self, value: Raw) -> int | None:
        return value.get("image") or self.copies.get(value.get("src") or "")

    def look_up(self, articles: Iterable[ScrapedArticle], bodies: Iterable[Sequence[Raw]]) -> None:
        """Know every image of the articles and of the pages' bodies, and no others."""
        addresses = {address for article in articles for address in addresses_of_images(article)}
        images: set[int] = set()
        for body in bodies:
            for block in body:
                if block["type"] == IMAGE:
                    addresses.add(block["value"].get("src") or "")
                    images.add(block["value"].get("image") or 0)
        self.find(addresses - {""})
        unknown = images - {0, *self.copies.values()}
        self.gone = (
            unknown - set(Image.objects.filter(pk__in=unknown).values_list("pk", flat=True)) if unknown else set()
        )

    def find(self, addresses: Iterable[str]) -> None:
        """Know these addresses, and no others."""
        self.copies, self.refused = {}, {}
        for some in chunks(sorted(addresses)):
            rows = SourceImage.objects.filter(source=self.source, url__in=some)
            for url, image, refused in rows.values_list("url", "image", "refused"):
                if image:
                    self.copies[url] = image
                elif refused:
                    self.refused[url] = refused

    def refusals(self, article: ScrapedArticle) -> list[dict[str, str]]:
        """For the report: which of the article's images have no copy, and why."""
        addresses = dict.fromkeys(addresses_of_images(article))
        return [{"url": each, "reason": self.refused[each]} for each in addresses if each in self.refused]


def addresses_of_images(article: ScrapedArticle) -> Iterable[str]:
    return (block.src for block in article.blocks if isinstance(block, ImageBlock))


def shows_without_copy(block: Raw) -> bool:
    """Whether it is an image block that names an address, and no image of the library."""
    return block["type"] == IMAGE and bool(block["value"].get("src")) and not block["value"].get("image")


def known_images(source: Source) -> list[str]:
    """Addresses that need not be asked for now: there is a copy, there was one, or it was refused not long ago."""
    is_due = Q(ask_again_at__lte=timezone.now())
    return list(SourceImage.objects.filter(source=source).exclude(is_due).order_by("pk").values_list("url", flat=True))


def wanted_images(source: Source) -> list[str]:
    """Addresses that pages show without a copy and that may be asked for: their articles may come no more."""
    missing = SourceReference.objects.filter(document__source=source, kind=SourceReference.Kind.IMAGE)
    return sorted(set(missing.order_by().values_list("url", flat=True)) - set(known_images(source)))
