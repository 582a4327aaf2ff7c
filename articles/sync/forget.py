"""An article whose page an editor deleted is asked back: its document goes, and the next run imports it anew.

Source of truth: the source documents. An address is known by any of its spellings, and by the addresses that the
article had before.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from django.db import transaction

from articles.models import Source, SourceDocument
from articles.sync.claim import RunActive, active_run, bury_dead_runs
from scraper.addresses import HostFamily, normalise
from scraper.profile import SourceProfile

SUGGESTIONS = 3


class NotForgettable(Exception):
    """The address cannot be forgotten. Raised by `forget`; the message says why, and what to do first."""


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    source: str
    url: str


@transaction.atomic
def forget(address: str, sources: list[Source]) -> Forgotten:
    """Remove the document of the address from the one source that knows it.

    AddressError for what is no web address; RunActive while the source has a run under way.
    """
    address = normalise(address)
    found: list[SourceDocument] = []
    near: list[str] = []
    for source in sources:
        document, others = _look_up(source, address)
        found += [document] if document else []
        near += others
    if not found:
        raise NotForgettable(_unknown(address, near))
    if len(found) > 1:
        slugs = ", ".join(document.source.slug for document in found)
        raise NotForgettable(f"more than one source knows {address}: {slugs}; say which with --source")
    [document] = found
    if document.page_id is not None:
        raise NotForgettable(
            f"{document.url}: its page {document.page_id} still exists: delete it first, or it would come twice"
        )
    bury_dead_runs(document.source)
    active = active_run(document.source)
    if active is not None:
        raise RunActive(active)
    forgotten = Forgotten(source=document.source.slug, url=document.url)
    document.delete()
    return forgotten


def _look_up(source: Source, address: str) -> tuple[SourceDocument | None, list[str]]:
    """The document of the address; where there is none, the source's addresses that look like it."""
    family = HostFamily.of(source.address, SourceProfile.from_dict(source.profile).alias_hosts)
    wanted = family.key(address)
    keys: dict[str, str] = {}
    alias_of = None
    for pk, url, aliases in source.documents.order_by("pk").values_list("pk", "url", "aliases"):
        keys[family.key(url)] = url
        if family.key(url) == wanted:
            return source.documents.select_related("source").get(pk=pk), []
        if alias_of is None and wanted in map(family.key, aliases):
            alias_of = pk
    if alias_of is not None:
        return source.documents.select_related("source").get(pk=alias_of), []
    return None, [keys[key] for key in get_close_matches(wanted, keys, n=SUGGESTIONS)]


def _unknown(address: str, near: list[str]) -> str:
    if near:
        return f"no article is known under {address}; there is: {', '.join(near[:SUGGESTIONS])}"
    return f"no article is known under {address}"
