"""The named user under which Gleaner writes, so that every history in the admin says who it was."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

IMPORT_USER = "gleaner"


def import_user() -> AbstractBaseUser:
    """The import user; made when needed: inactive and without a password, so that nobody signs in as it."""
    model = get_user_model()
    user, made = model._default_manager.get_or_create(
        **{model.USERNAME_FIELD: IMPORT_USER}, defaults={"is_active": False}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
