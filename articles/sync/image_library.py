"""Fetched images come into Wagtail's image library: one copy for each content, whoever shows it.

Source of truth: what the crawl stored, and why it did not. Failure policy: an image that cannot be kept is refused with
its reason and asked for again later; it never harms an article. A copy that somebody deleted from the library stays
deleted.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import Collection

from articles.models import Source, SourceImage
from articles.sync.convert import ADDRESS_LIMIT, TITLE_LIMIT
from articles.sync.importer import import_user
from articles.sync.shorten import shortened
from scraper.images import RefusedImage, examine
from scraper.records import FetchedImage

COLLECTION = "Imported"
ASK_AGAIN = timedelta(days=30)
"""What was refused may have been put right by then."""
ASK_SOON = timedelta(days=1)
"""A host that did not answer may answer tomorrow; asked in every run, it would hold every run up."""
REASON_LIMIT = 255
NAME_LIMIT = 60
HASH_OF_WAGTAIL = hashlib.sha1
logger = logging.getLogger(__name__)


def bring_in(
    source: Source, images: Iterable[FetchedImage], alts: Mapping[str, str], beat: Callable[[], object]
) -> list[SourceImage]:
    """Make the run's images known to the source, and those that it has a file of part of the library."""
    fetched = {each.url: each for each in images if len(each.url) <= ADDRESS_LIMIT}
    known = {row.url: row for row in SourceImage.objects.filter(source=source, url__in=list(fetched))}
    brought = []
    for url, record in fetched.items():
        row = known.get(url) or SourceImage(source=source, url=url)
        with transaction.atomic():
            _take_over(row, record, alts.get(url, ""))
            row.save()
        brought.append(row)
        beat()
    return brought


def refused_in_words(images: Iterable[SourceImage]) -> str:
    """For the run's message; empty where none was refused."""
    refused = [each for each in images if each.refused]
    if not refused:
        return ""
    what = "image was" if len(refused) == 1 else "images were"
    return f"{len(refused)} {what} not kept: {refused[0].url}: {refused[0].refused}"


def _take_over(row: SourceImage, record: FetchedImage, alt: str) -> None:
    now = timezone.now()
    row.fetched_at, row.refused, row.ask_again_at = now, "", None
    reason = record.refused
    if record.sha256 and record.path:
        try:
            row.sha256 = record.sha256
            with transaction.atomic():
                row.image = _copy_of(record) or _new_copy(record, alt)
            return
        except (RefusedImage, OSError) as error:
            reason = str(error)
        except Exception as error:
            # Whatever the library's own storage and image code make of the file.
            logger.warning("%s cannot be kept: %s", record.url, error, exc_info=True)
            reason = f"the image library refuses it: {type(error).__name__}: {error}"
    row.refused = shortened(reason or "there is no file of it", REASON_LIMIT)
    row.ask_again_at = now + (ASK_SOON if record.again else ASK_AGAIN)


def _copy_of(record: FetchedImage) -> Image | None:
    """The library's image of this content: one that was imported, or one that an editor brought."""
    imported = SourceImage.objects.filter(sha256=record.sha256, image__isnull=False).select_related("image").first()
    if imported is not None:
        return imported.image
    body = _body(record)
    return Image.objects.filter(file_hash=HASH_OF_WAGTAIL(body).hexdigest()).order_by("pk").first()


def _new_copy(record: FetchedImage, alt: str) -> Image:
    body = _body(record)
    examine(body)
    name = _file_name(record.url)
    image = Image(
        title=shortened(alt, TITLE_LIMIT) or shortened(name, TITLE_LIMIT),
        description=shortened(alt, TITLE_LIMIT),
        collection=_collection(),
        uploaded_by_user=import_user(),
        file=File(io.BytesIO(body), name=f"{Path(name).stem[:NAME_LIMIT] or 'image'}{Path(record.path or '').suffix}"),
        file_size=len(body),
        file_hash=HASH_OF_WAGTAIL(body).hexdigest(),
    )
    image.save()
    return image


def _body(record: FetchedImage) -> bytes:
    """The stored file, if it is still what the crawl stored."""
    body = Path(record.path or "").read_bytes()
    if hashlib.sha256(body).hexdigest() != record.sha256:
        raise RefusedImage("the stored file is damaged")
    return body


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]) or "image"


def _collection() -> Collection:
    root = Collection.objects.select_for_update().get(pk=Collection.get_first_root_node().pk)
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(name=COLLECTION)
