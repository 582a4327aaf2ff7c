"""The source that `manage.py up` crawls: the bundled sample hub, or a real one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.models import ArticleIndexPage, Source
from cms.launch.processes import LaunchError

SAMPLE_SLUG = "tamarack-bay"
SAMPLE_SCHEDULE = "*/15 * * * *"
"""Often enough that somebody who tries Gleaner sees a scheduled run."""


def sample_source(hub_port: int, target: ArticleIndexPage) -> Source:
    """The sample hub as a source: published, and allowed on loopback, since it is ours."""
    source, _created = Source.objects.get_or_create(
        slug=SAMPLE_SLUG,
        defaults={
            "name": "Tamarack Bay University (sample hub)",
            "policy": Source.Policy.PUBLISH,
            "schedule": SAMPLE_SCHEDULE,
            "allow_private": True,
            "target": target,
            "permission_note": "Written for Gleaner; nobody's permission is needed.",
        },
    )
    address = f"http://127.0.0.1:{hub_port}/knowledge-hub/all-articles/"
    if source.address != address:
        source.address = address
        source.save(update_fields=["address"])
    return source


def real_source(address: str, target: ArticleIndexPage) -> Source:
    """A real hub by its address, as drafts; the same one again when the address is known."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LaunchError(
            f"{address!r} is no web address; an example: make run SOURCE=https://example.edu/knowledge-hub/"
        )
    known = Source.objects.filter(address=address).first()
    if known:
        return known
    slug = re.sub(r"[^a-z0-9]+", "-", parts.hostname.removeprefix("www.").lower()).strip("-")
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    return Source.objects.create(slug=free, name=parts.hostname, address=address, target=target)
