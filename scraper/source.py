"""SourceSpec: all that one crawl needs to know, as the JSON file that `python -m scraper` takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scraper.building import build
from scraper.profile import SourceProfile


@dataclass(frozen=True, kw_only=True)
class SourceSpec:
    slug: str
    address: str
    """Where the hub stands: its listing page, or any page whose folder holds the articles."""
    profile: dict[str, Any] = field(default_factory=dict)
    """A SourceProfile as JSON."""
    allow_private: bool = False
    """Whether loopback and private addresses may be asked; only for hubs of one's own."""
    urls: list[str] = field(default_factory=list)
    """Only these articles, without discovery; empty for the whole hub."""
    limit: int | None = None
    """At most so many articles; null for all."""
    cache_folder: str | None = None
    """Absolute folder of stored responses, which makes requests conditional; null to store none."""
    known: list[str] = field(default_factory=list)
    """Addresses whose record the sync already has from today's parser: a 304 there needs no parsing again."""
    expected: list[str] = field(default_factory=list)
    """Addresses of the source's known articles: what a crawl of the whole hub does not find among its articles it asks
    for afterwards, to say what became of it. A replay goes by them where `urls` is empty."""
    image_folder: str | None = None
    """Absolute folder for the images of the articles; null to fetch none."""
    largest_image: int = 10
    """Megabytes; a larger image is refused."""
    known_images: list[str] = field(default_factory=list)
    """Addresses of images that need not be asked for: they are stored, or refused for good."""
    wanted_images: list[str] = field(default_factory=list)
    """Addresses of images to fetch beside those of the articles that come: those of unchanged articles are not seen."""
    images_only: bool = False
    """Only the wanted images, and no article."""
    download_delay: float = 0.0
    """Seconds between two requests to the host, at the least; AutoThrottle adds to it."""

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_dict(cls, value: object) -> SourceSpec:
        """A checked specification; ContractError or ProfileError names the field that is wrong."""
        spec = build(cls, value, {}, "source")
        SourceProfile.from_dict(spec.profile)
        return spec

    @property
    def source_profile(self) -> SourceProfile:
        return SourceProfile.from_dict(self.profile)
