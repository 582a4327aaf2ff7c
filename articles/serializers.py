"""How the API shows what an article refers to: library entries by name, pages where readers may see them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from wagtail.models import Page


class NamedSerializer(serializers.Serializer):
    """An area of study, topic, author or role."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    slug = serializers.CharField()


class ProgramSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    url = serializers.CharField()


def shown(what: str) -> serializers.Field:
    """The name or address that readers see: the library's where there is an entry, else the printed one."""
    return serializers.CharField(source=f"shown_{what}")


class PublishedPageField(serializers.Field):
    """Id, title and address of a page; null for a draft or a private page, whose title is nobody's business."""

    def to_representation(self, page: Page) -> dict[str, Any] | None:
        if not page.live or page.get_view_restrictions().exists():
            return None
        return {"id": page.pk, "title": page.title, "html_url": page.full_url}
