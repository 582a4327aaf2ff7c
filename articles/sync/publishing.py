"""A page goes live by the sync's own hand."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Revision
from wagtail.search.index import insert_or_update_object

from articles.models import ArticlePage


def publish(revision: Revision, user: AbstractBaseUser) -> None:
    """Publish the page's revision, whatever the user may do by himself, and make all of it findable."""
    revision.publish(user=user, skip_permission_checks=True)
    # Wagtail indexes a page as soon as its own row is saved, before its children are: without this, a role or an author
    # would be found from the next save on.
    insert_or_update_object(ArticlePage.objects.get(pk=int(revision.object_id)))
