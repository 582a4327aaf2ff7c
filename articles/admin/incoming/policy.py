"""Who may answer what waits: whoever may edit the article's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from articles.models import Proposal

ACTIONS = frozenset({"view", "change"})
"""What one can do with a proposal at all: syncs make them, and nobody deletes one."""


class ProposalPermissionPolicy(BasePermissionPolicy):
    """Follows Wagtail's permissions for pages, so that no right has to be given twice."""

    def __init__(self) -> None:
        super().__init__(Proposal)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and bool(page_permission_policy.user_has_permission(user, "change"))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        if ACTIONS.isdisjoint(actions):
            return get_user_model()._default_manager.none()
        found: QuerySet[Any] = page_permission_policy.users_with_permission("change")
        return found

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Proposal]:
        if ACTIONS.isdisjoint(actions):
            return Proposal.objects.none()
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        if user.is_superuser and user.is_active:
            return Proposal.objects.filter(document__page__isnull=False)
        return Proposal.objects.filter(document__page__in=pages.values("pk"))

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        if ACTIONS.isdisjoint(actions) or instance.document.page is None:
            return get_user_model()._default_manager.none()
        found: QuerySet[Any] = page_permission_policy.users_with_permission_for_instance(
            "change", instance.document.page
        )
        return found


policy = ProposalPermissionPolicy()
