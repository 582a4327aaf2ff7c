"""Settings come from the environment, and an installation keeps its secrets to itself."""

from __future__ import annotations

import json
import os
import secrets
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cms.secret_key import kept_secret

PROJECT = Path(__file__).parents[2]
PRINT = "import json, cms.settings as s; print(json.dumps({n: getattr(s, n, False) for n in %r.split()}, default=str))"


def settings_under(names: str, **environment: str) -> dict[str, object]:
    """The named settings in a process of their own, under this environment alone."""
    result = subprocess.run(
        [sys.executable, "-c", PRINT % names],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    values: dict[str, object] = json.loads(result.stdout)
    return values


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "key")
    assert len(first) > 40
    assert kept_secret(tmp_path / "key") == first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_secret_that_was_never_written_is_made(tmp_path: Path) -> None:
    """As where the disk was full, or the process killed, between the file and its content."""
    (tmp_path / "key").touch(mode=0o600)
    made = kept_secret(tmp_path / "key")
    assert len(made) > 40
    assert kept_secret(tmp_path / "key") == made


def test_processes_that_start_at_once_have_one_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = secrets.token_urlsafe

    def slow(length: int) -> str:
        time.sleep(0.1)
        return real(length)

    monkeypatch.setattr(secrets, "token_urlsafe", slow)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(kept_secret, [tmp_path / "key"] * 4))
    assert len(made[0]) > 40
    assert set(made) == {made[0]}


def test_an_empty_environment_gives_an_sqlite_file_in_var(tmp_path: Path) -> None:
    values = settings_under("DATABASES DEBUG MEDIA_ROOT", GLEANER_VAR=str(tmp_path / "var"))
    database = values["DATABASES"]["default"]  # type: ignore[index]
    assert database["NAME"] == str(tmp_path / "var" / "gleaner.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert values["DEBUG"] is False
    assert values["MEDIA_ROOT"] == str(tmp_path / "var" / "media")


def test_postgresql_by_its_address(tmp_path: Path) -> None:
    values = settings_under(
        "DATABASES", GLEANER_VAR=str(tmp_path), DATABASE_URL="postgres://hub:word@db.example.edu:5433/gleaner"
    )
    database = values["DATABASES"]["default"]  # type: ignore[index]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.edu", 5433, "gleaner")
    assert database["ENGINE"].endswith("postgresql")


@pytest.mark.parametrize(("address", "strict"), [("https://hub.example.edu", True), ("http://localhost:8000", False)])
def test_a_public_address_makes_cookies_strict(tmp_path: Path, address: str, strict: bool) -> None:
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT"
    values = settings_under(names, GLEANER_VAR=str(tmp_path), SITE_URL=address)
    assert set(values.values()) == {strict}


def test_a_public_installation_passes_djangos_deployment_check(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "GLEANER_VAR": str(tmp_path),
            "SITE_URL": "https://hub.example.edu",
            "ALLOWED_HOSTS": "hub.example.edu",
        },
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr


def test_the_site_starts_without_what_the_crawl_needs(tmp_path: Path) -> None:
    """Scrapy is slow to load, and the crawl is a process of its own."""
    start = "import django, sys; django.setup(); import cms.urls; sys.exit('scrapy' in sys.modules)"
    environment = {"PATH": os.environ["PATH"], "GLEANER_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings"}
    subprocess.run([sys.executable, "-c", start], cwd=PROJECT, env=environment, check=True)


@pytest.mark.parametrize(("said", "language"), [("", "en-us"), ("de", "de"), (" AR ", "ar"), ("pt-br", "pt-br")])
def test_the_language(tmp_path: Path, said: str, language: str) -> None:
    environment = {"LANGUAGE_CODE": said} if said else {}
    assert settings_under("LANGUAGE_CODE", GLEANER_VAR=str(tmp_path), **environment) == {"LANGUAGE_CODE": language}


@pytest.mark.parametrize("said", ["klingon", "de_DE", "-"])
def test_a_language_that_is_none_is_refused_in_one_line(tmp_path: Path, said: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        settings_under("LANGUAGE_CODE", GLEANER_VAR=str(tmp_path), LANGUAGE_CODE=said)
    assert f"LANGUAGE_CODE={said} is no language of Django's" in refused.value.stderr.splitlines()[-1]


def test_mail_by_its_address(tmp_path: Path) -> None:
    names = "EMAIL_HOST EMAIL_PORT EMAIL_USE_TLS EMAIL_HOST_USER EMAIL_HOST_PASSWORD EMAIL_BACKEND DEFAULT_FROM_EMAIL"
    values = settings_under(
        f"{names} WAGTAIL_PASSWORD_RESET_ENABLED",
        GLEANER_VAR=str(tmp_path),
        SITE_URL="https://hub.example.edu",
        EMAIL_URL="smtp+tls://hub%40example.edu:w%3Aord@mail.example.edu:587",
    )
    assert values == {
        "EMAIL_HOST": "mail.example.edu",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_HOST_USER": "hub@example.edu",
        "EMAIL_HOST_PASSWORD": "w:ord",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "DEFAULT_FROM_EMAIL": "gleaner@hub.example.edu",
        "WAGTAIL_PASSWORD_RESET_ENABLED": True,
    }


def test_without_a_mail_server_nobody_is_offered_a_mail(tmp_path: Path) -> None:
    values = settings_under("EMAIL_BACKEND WAGTAIL_PASSWORD_RESET_ENABLED", GLEANER_VAR=str(tmp_path))
    assert values == {
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "WAGTAIL_PASSWORD_RESET_ENABLED": False,
    }
