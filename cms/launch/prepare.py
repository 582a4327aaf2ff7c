"""An installation made ready: database, static files, site, and an administrator with a password of its own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from articles.models import ArticleIndexPage
from articles.site import NoArticleIndex, prepare_site
from cms.launch.processes import LaunchError

ADMIN_NAME = "admin"


@dataclass(frozen=True, kw_only=True)
class Administrator:
    name: str
    password: str | None
    """None when somebody else made this account: then its password is not ours to know."""
    password_file: Path


def prepare_database() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def collect_static_files() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def prepare_pages(port: int) -> ArticleIndexPage:
    try:
        return prepare_site(settings.WAGTAIL_SITE_NAME, "localhost", port)
    except NoArticleIndex as error:
        raise LaunchError(str(error)) from error


def prepare_administrator() -> Administrator:
    """The account `admin`, made once with a random password that is kept in a file only its owner can read."""
    password_file = settings.VAR / "admin_password"
    users = get_user_model()._default_manager
    if not users.filter(username=ADMIN_NAME).exists():
        password = secrets.token_urlsafe(12)
        password_file.unlink(missing_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(password + "\n", encoding="utf-8")
        get_user_model().objects.create_superuser(ADMIN_NAME, email="", password=password)
    kept = password_file.read_text(encoding="utf-8").strip() if password_file.exists() else None
    return Administrator(name=ADMIN_NAME, password=kept, password_file=password_file)
