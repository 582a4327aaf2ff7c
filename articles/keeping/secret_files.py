"""The files that hold secrets: the key that sessions and stored credentials are made with, and the first password."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

NAMES = ("secret_key", "admin_password")


def secrets_folder() -> Path:
    return Path(settings.VAR)


def secret_files() -> list[Path]:
    """Those that are there."""
    return [path for name in NAMES if (path := secrets_folder() / name).is_file()]
