"""What the parser looked at where it found something, as it tells of it: one entry a rule."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

RULES: tuple[str, ...] = (
    _("profile selector"),
    _("profile selector: under the heading"),
    _("most prose, least else"),
    _("the page's own word"),
    _("where it was fetched"),
    _("lang attribute or og:locale"),
    _("headline"),
    _("headline <%(tag)s>"),
    _("standfirst <%(tag)s>"),
    _("byline"),
    _("line at the headline"),
    _("line at the headline: %(words)s"),
    _("line of a date: %(words)s"),
    _("labelled line: %(words)s"),
    _("title element"),
    _("marked at the headline"),
    _("marked elsewhere in the article"),
    _("metadata"),
    _("meta author"),
    _("meta %(name)s"),
    _("JSON-LD %(name)s"),
    _("editor's note"),
    _("beside the text, by its words"),
    _("by its words"),
    _("link in a line of its own"),
    _("under %(heading)s"),
    _("under the title"),
    _("card of a related section"),
)
