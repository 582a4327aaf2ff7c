"""Who may act on a source's runs: whoever may change the source, as for *Scrape now*."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import policy_registry

from articles.models import Source


def may_act(user: Any, source: Source) -> bool:
    policy = policy_registry.get_by_type(Source)
    return bool(policy.user_has_permission_for_instance(user, "change", source))
