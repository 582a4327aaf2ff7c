"""From a page that was tried to the form of a source: what is proposed, and the profile that goes along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.http import HttpRequest
from django.utils.text import slugify

from articles.models import Source
from scraper import SourceProfile, site_name

KEPT = "hub_tried_profile"
"""The session's name for the profile on its way. An address has no room for one."""
TRIED = "tried"
"""What `?profile=` says where the form is to take it from there."""
LONGEST_NAME, LONGEST_SLUG = 255, 100


def proposal(url: str, hub: str, text: str) -> dict[str, str]:
    """Address, name and slug of a source for the hub that a page belongs to."""
    host = (urlsplit(hub or url).hostname or "").removeprefix("www.")
    return {
        "address": hub or hub_of(url),
        "name": (site_name(text) or host)[:LONGEST_NAME],
        "slug": free_slug(slugify(host.replace(".", "-"))),
    }


def hub_of(url: str) -> str:
    """The folder that an article stands in.

    >>> [hub_of(f"https://hub.example/articles/{each}") for each in ("one/", "one")]
    ['https://hub.example/articles/', 'https://hub.example/articles/']
    """
    return urljoin(url.partition("?")[0].rstrip("/"), ".")


def free_slug(wanted: str) -> str:
    wanted = wanted[: LONGEST_SLUG - 4] or "hub"
    taken = set(Source.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def keep(request: HttpRequest, profile: SourceProfile, source: Source | None) -> None:
    """Keep the profile until the form has it: one for a person, the last one. Only what differs from the defaults."""
    usual = SourceProfile().to_dict()
    said = {name: value for name, value in profile.to_dict().items() if value != usual[name]}
    request.session[KEPT] = {"source": source.pk if source else None, "profile": said}


def kept(request: HttpRequest, source: Source | None) -> dict[str, Any] | None:
    """The profile that the address speaks of; None where it speaks of none, or of another source's."""
    found = request.session.get(KEPT) if request.GET.get("profile") == TRIED else None
    if not isinstance(found, dict) or found.get("source") != (source.pk if source else None):
        return None
    profile: dict[str, Any] = found["profile"]
    return profile


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)


def form_url(form: str, proposed: Mapping[str, str]) -> str:
    """The address of a form that takes the profile, and what is proposed, from here."""
    return f"{form}?{urlencode({**proposed, 'profile': TRIED})}"
