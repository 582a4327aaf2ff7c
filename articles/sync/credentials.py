"""A source's credentials: kept encrypted or as the name of an environment variable, read for a crawl alone.

They belong to the host for which they were given. Whoever may change a source's address must not have them sent to a
host of his own: for another host they have to be given again.
"""

from __future__ import annotations

import json
import os
import re
from typing import Literal
from urllib.parse import urlsplit

from articles.models import Source
from articles.secrets import SealBroken, open_sealed, seal
from articles.sync.scraper_process import CrawlFailed
from scraper.addresses import AddressError, normalise
from scraper.credentials import CredentialsError, read_credentials

Kind = Literal["basic", "bearer", "header"]
NOTATION: dict[Kind, str] = {
    "basic": "Basic {name}:{secret}",
    "bearer": "Bearer {secret}",
    "header": "{name}: {secret}",
}
"""As `read_credentials` reads each kind."""
VARIABLE = re.compile(r"HUB_[A-Z0-9_]{1,100}")
"""Names that a source may refer to: by any other, whoever edits a source could have the database's password sent."""
AGAIN = "give them again: manage.py sources credentials {slug}"


class CredentialsUnusable(CrawlFailed):
    """A source's credentials cannot be had. Raised by `credentials_of`; the message names the source, no secret."""


def keep_credentials(source: Source, kind: Kind, secret: str, *, name: str = "") -> None:
    """Encrypt them into the source, which is not saved by that. CredentialsError when they are none.

    `name` is the user's or the header's; a bearer has none.
    """
    text = NOTATION[kind].format(name=name, secret=secret)
    read_credentials(text)
    host = origin_of(source)
    source.credentials = {"kind": kind, "host": host, "secret": seal(json.dumps({"host": host, "text": text}))}


def refer_to_variable(source: Source, name: str) -> None:
    """Have the source's crawls read them from an environment variable. CredentialsError when it may not be named."""
    if not VARIABLE.fullmatch(name):
        raise CredentialsError("the variable's name begins with HUB_, and has capitals, digits and underscores alone")
    source.credentials = {"kind": "env", "host": origin_of(source), "variable": name}


def credentials_of(source: Source) -> str:
    """What the source's crawl sends, in the notation of `read_credentials`; empty where it has none."""
    kept = source.credentials
    if not kept:
        return ""
    again = AGAIN.format(slug=source.slug)
    if kept["kind"] == "env":
        text, host = os.environ.get(kept["variable"], ""), kept["host"]
        if not text:
            raise CredentialsUnusable(f"{source.slug}: its credentials stand in {kept['variable']}, which is not set")
    else:
        text, host = _decrypted(source, again)
    if host != origin_of(source):
        raise CredentialsUnusable(f"{source.slug}: its credentials were given for {host}, not for its address; {again}")
    try:
        read_credentials(text)
    except CredentialsError as error:
        raise CredentialsUnusable(f"{source.slug}: its credentials cannot be used: {error}; {again}") from None
    return text


def origin_of(source: Source) -> str:
    """Where the source's credentials go."""
    try:
        parts = urlsplit(normalise(source.address))
    except AddressError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _decrypted(source: Source, again: str) -> tuple[str, str]:
    try:
        kept = json.loads(open_sealed(str(source.credentials["secret"])))
    except (SealBroken, KeyError, ValueError):
        raise CredentialsUnusable(
            f"{source.slug}: its credentials were encrypted with another SECRET_KEY; name that one in "
            f"SECRET_KEY_FALLBACKS, or {again}"
        ) from None
    return str(kept["text"]), str(kept["host"])
