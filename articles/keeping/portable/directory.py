"""What rows are called outside of the database, and which rows are called so: looked up for a batch, both ways.

Entries of the library go by their slug or address, pages by their place below the site, documents by source and
address, images by their file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db import models
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from articles.models import AreaOfStudy, Author, Program, Role, Source, SourceDocument, Topic

PAGE, IMAGE, SOURCE, DOCUMENT, SITE = "page", "image", "source", "document", "site"
DEFAULT_SITE = "default"
BY_FIELD: dict[str, tuple[type[models.Model], str]] = {
    "author": (Author, "slug"),
    "role": (Role, "slug"),
    "program": (Program, "url"),
    "areas_of_study": (AreaOfStudy, "slug"),
    "topics": (Topic, "slug"),
    SOURCE: (Source, "slug"),
    IMAGE: (get_image_model(), "file"),
}
Change = Callable[[str, Any], Any]
"""Takes a kind of reference and its value, and gives what stands in its place."""


class Directory:
    """Names and keys as far as they were asked for; `forget` between two batches."""

    def __init__(self) -> None:
        self._names: dict[str, dict[int, str]] = {}
        self._keys: dict[str, dict[str, int]] = {}

    @cached_property
    def root(self) -> str:
        """The path of the page that the site's addresses begin at."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        return site.root_page.url_path if site else "/"

    def forget(self) -> None:
        self._names, self._keys = {}, {}

    def forget_root(self) -> None:
        """The home may be another page now, or have another slug."""
        self.__dict__.pop("root", None)

    # --- from keys to names ---------------------------------------------------------------------------------------

    def find_names(self, wanted: Mapping[str, Iterable[int]]) -> None:
        for kind, keys in wanted.items():
            known = self._names.setdefault(kind, {})
            missing = {key for key in keys if key not in known}
            if missing:
                known.update(self._read_names(kind, missing))

    def name(self, kind: str, key: int | None) -> str | None:
        """None for what is there no more."""
        return self._names.get(kind, {}).get(key) if key is not None else None

    def _read_names(self, kind: str, keys: set[int]) -> dict[int, str]:
        if kind == PAGE:
            rows = Page.objects.filter(pk__in=keys).values_list("pk", "url_path")
            return {key: self.address_of(path) for key, path in rows}
        if kind == DOCUMENT:
            found = SourceDocument.objects.filter(pk__in=keys).values_list("pk", "source__slug", "url")
            return {key: f"{source} {url}" for key, source, url in found}
        if kind == SITE:
            return {site.pk: _site_name(site) for site in Site.objects.filter(pk__in=keys)}
        model, field = BY_FIELD[kind]
        return dict(model._default_manager.filter(pk__in=keys).values_list("pk", field))

    def address_of(self, path: str) -> str:
        """Of a page by its path in the tree: below the site's home, or with two slashes where it is elsewhere."""
        return f"/{path.removeprefix(self.root)}" if path.startswith(self.root) else f"/{path}"

    # --- from names to keys ---------------------------------------------------------------------------------------

    def find_keys(self, wanted: Mapping[str, Iterable[str]]) -> None:
        for kind, names in wanted.items():
            known = self._keys.setdefault(kind, {})
            missing = {name for name in names if name not in known}
            if missing:
                known.update(self._read_keys(kind, missing))

    def key(self, kind: str, name: str | None) -> int | None:
        """None for what this hub does not have."""
        return self._keys.get(kind, {}).get(name) if name is not None else None

    def path_of(self, address: str) -> str:
        return address[1:] if address.startswith("//") else f"{self.root}{address[1:]}"

    def _read_keys(self, kind: str, names: set[str]) -> dict[str, int]:
        if kind == PAGE:
            paths = {self.path_of(name): name for name in names}
            return {paths[path]: key for key, path in _rows(Page, "url_path", paths)}
        if kind == DOCUMENT:
            urls = {name.partition(" ")[2] for name in names}
            found = SourceDocument.objects.filter(url__in=urls).values_list("pk", "source__slug", "url")
            return {name: key for key, source, url in found if (name := f"{source} {url}") in names}
        if kind == SITE:
            return {name: site.pk for site in Site.objects.all() if (name := _site_name(site)) in names}
        model, field = BY_FIELD[kind]
        return {name: key for key, name in _rows(model, field, names)}


def _rows(model: type[models.Model], field: str, values: Iterable[str]) -> Iterable[tuple[int, str]]:
    return model._default_manager.filter(**{f"{field}__in": list(values)}).values_list("pk", field)


def _site_name(site: Site) -> str:
    return DEFAULT_SITE if site.is_default_site else f"{site.hostname}:{site.port}"
