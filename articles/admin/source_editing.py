"""The forms in which a source is made and changed; what was tried of a hub is filled in already."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.views import generic

from articles.admin.links import SOURCES
from articles.admin.source_buttons import SourceButtonsMixin
from articles.admin.trying.adopting import forget, kept
from articles.admin.trying.forms import LONGEST_ADDRESS

PROPOSED = ("address", "name", "slug")
"""What the form's address may fill in; a person looks at it and saves."""


class TriedProfileMixin:
    """Takes the profile that was tried into the form, and lets go of it once it is saved."""

    @cached_property
    def tried_profile(self) -> dict[str, Any] | None:
        return kept(self.request, getattr(self, "object", None))  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = dict(super().get_initial())  # type: ignore[misc]
        return initial if self.tried_profile is None else {**initial, "profile": self.tried_profile}

    @cached_property
    def has_unsaved_changes(self) -> bool:
        """What was filled in is lost on leaving, as what is typed."""
        return bool(super().has_unsaved_changes) or self.tried_profile is not None  # type: ignore[misc]

    def save_instance(self) -> Any:
        saved = super().save_instance()  # type: ignore[misc]
        forget(self.request)  # type: ignore[attr-defined]
        return saved


class SourceCreateView(TriedProfileMixin, generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        given = {name: self.request.GET[name] for name in PROPOSED if self.request.GET.get(name)}
        return {**super().get_initial(), **given}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"try_url": reverse(f"{SOURCES}:try"), "longest_address": LONGEST_ADDRESS}


class SourceEditView(TriedProfileMixin, SourceButtonsMixin, generic.EditView):
    pass
