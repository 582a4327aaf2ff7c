"""Registers the app's part of the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from articles.admin.snippets import LibraryViewSetGroup

register_snippet(LibraryViewSetGroup)
