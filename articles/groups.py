"""The three groups of a hub, made by a migration, and what they may do below an article index.

Editors write, moderators publish too, operators look after sources and runs. The rights to pages are given for each
article index, never for the whole site: a hub may stand in a site that others look after.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

EDITORS, MODERATORS, OPERATORS = "Hub editors", "Hub moderators", "Hub operators"
PAGE_RIGHTS = {
    EDITORS: ("add_page", "change_page"),
    MODERATORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
}


def grant_pages(index: Page) -> None:
    """Give the groups that exist their rights below the index."""
    for name, codenames in PAGE_RIGHTS.items():
        group = Group.objects.filter(name=name).first()
        if group is None:  # somebody deleted it, and shall not find it again
            continue
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=index, permission=permission)


def grant_new_index(instance: Page, created: bool, raw: bool = False, **_signal: Any) -> None:
    """Receiver: whoever makes an article index need not think of the groups."""
    if created and not raw:
        grant_pages(instance)
