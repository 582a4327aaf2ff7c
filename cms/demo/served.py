"""The one hub that this process serves."""

from django.conf import settings

from cms.demo.hub import Hub


def served_hub() -> Hub:
    """The hub that make_application() was given; Django's settings are where a single-file site keeps such things."""
    hub: Hub = settings.HUB  # type: ignore[misc]
    return hub
