"""What the hub adds to Wagtail's admin; registrations only."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from articles.admin.hub import HubViewSetGroup
from articles.admin.scrape import register_scrape_action
from articles.admin.snippets import LibraryViewSetGroup

register_snippet(LibraryViewSetGroup)
hooks.register("register_admin_viewset", HubViewSetGroup)
hooks.register("register_log_actions", register_scrape_action)
