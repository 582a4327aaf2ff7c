"""What is said of a source's credentials to people: that they are set, of which kind and for which host."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.models import Source


def said_of_credentials(source: Source) -> str:
    """A sentence without the secret."""
    kept = source.credentials
    if not kept:
        return _("None")
    kinds = {
        "basic": _("Set: name and password, for %(host)s"),
        "bearer": _("Set: a token, for %(host)s"),
        "header": _("Set: a header, for %(host)s"),
        "env": _("From the environment variable %(variable)s, for %(host)s"),
    }
    return kinds[kept["kind"]] % {"host": kept["host"], "variable": kept.get("variable", "")}
