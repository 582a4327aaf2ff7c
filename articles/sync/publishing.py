"""A page goes live by the sync's own hand."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Revision

from articles.findable import make_findable


def publish(revision: Revision, user: AbstractBaseUser) -> None:
    """Publish the page's revision, whatever the user may do by himself."""
    revision.publish(user=user, skip_permission_checks=True)
    make_findable(int(revision.object_id))
