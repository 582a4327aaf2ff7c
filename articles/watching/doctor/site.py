"""The site's settings: what Django's own deployment check says, the public address, the secret key."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.http.request import validate_host

from articles.watching.doctor.finding import Finding, warning, well, wrong

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_public() -> bool:
    """Whether the installation's address is one that others can open."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname not in LOOPBACK


def deployment() -> Iterator[Finding]:
    said = [each for each in run_checks(include_deployment_checks=True) if not each.is_silenced()]
    for each in said:
        if each.level >= ERROR:
            yield wrong(
                "settings", f"{each.id}: {_line(each.msg)}", _line(each.hint) or "See manage.py check --deploy."
            )
    hints = [each for each in said if each.level < ERROR]
    if hints and is_public():
        names = ", ".join(sorted({str(each.id) for each in hints}))
        yield warning("settings", f"{len(hints)} hints for a public site: {names}", "Read manage.py check --deploy.")
    elif not said:
        yield well("settings", "manage.py check --deploy finds nothing")
    elif not any(each.level >= ERROR for each in said):
        yield well("settings", "fit for this machine alone; a public site needs SITE_URL=https://…")


def address() -> Iterator[Finding]:
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    host = public.hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield wrong("address", f"the site refuses its own host {host}", f"Add {host} to ALLOWED_HOSTS.")
    elif is_public() and public.scheme != "https":
        yield warning("address", f"{host} is served without TLS", "Set SITE_URL to an address with https://.")
    else:
        yield well("address", settings.WAGTAILADMIN_BASE_URL)
    if settings.DEBUG:
        say = wrong if is_public() else warning
        yield say("debug", "Django's debug pages are on, and show settings to readers", "Take DEBUG away.")


def secret_key() -> Iterator[Finding]:
    name = "secret key"
    if len(settings.SECRET_KEY) < 50:
        yield warning(name, "it is short", "Set SECRET_KEY to 50 random characters or more, and keep it.")
    folder = getattr(settings, "VAR", None)
    path = Path(folder) / "secret_key" if folder else None
    if path is None or not path.exists():
        yield well(name, "it comes from the environment")
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield wrong(name, f"others on this machine can read {path}", f"chmod 600 {path}")
    else:
        yield well(name, f"only its owner reads {path}")


def _line(text: object) -> str:
    return " ".join(str(text or "").split())
