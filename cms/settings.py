"""The site's settings: one typed file, read from the environment.

Every variable that may be set stands in ENVIRONMENT with its type and default. Nothing else in the project reads the
environment, but for the crawl, which is a process of its own.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import environ

PROJECT = Path(__file__).resolve().parent.parent

env = environ.Env(
    GLEANER_VAR=(str, str(PROJECT / "var")),
    DEBUG=(bool, False),
    SECRET_KEY=(str, ""),
    SECRET_KEY_FALLBACKS=(list, []),
    DATABASE_URL=(str, ""),
    REDIS_URL=(str, ""),
    CRAWL_PROCESSES_HERE=(int, 8),
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    CSRF_TRUSTED_ORIGINS=(list, []),
    SITE_NAME=(str, "Gleaner"),
    SITE_URL=(str, "http://localhost:8000"),
    TIME_ZONE=(str, "UTC"),
    LOG_LEVEL=(str, "INFO"),
)

# What a running installation writes: database, media, collected static files, crawl output, secrets.
VAR = Path(env("GLEANER_VAR")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEBUG: bool = env("DEBUG")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env("CSRF_TRUSTED_ORIGINS")


def kept_secret(path: Path) -> str:
    """The secret in the file; made once where the file is missing, readable by its owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY: str = env("SECRET_KEY") or kept_secret(VAR / "secret_key")
SECRET_KEY_FALLBACKS: list[str] = env("SECRET_KEY_FALLBACKS")

# --- applications ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "cms.apps.CmsConfig",
    "articles.apps.ArticlesConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",  # Wagtail's search on PostgreSQL needs it; it does nothing on SQLite
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- data --------------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(env("DATABASE_URL") or f"sqlite:///{VAR / 'gleaner.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Site, worker and scheduler write to one file: readers go on beside a writer (WAL), and a writer takes its lock
    # at once and waits for it, where SQLite would otherwise answer "database is locked" in mid transaction.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Wagtail's own small tasks (search index, reference index) run at once; scrape jobs wait for a worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# What a crawl leaves behind: its output file per run, and the stored responses that make requests conditional.
GLEANER_CRAWLS = VAR / "crawls"
# Where the processes of a crawl that is split meet; empty on an installation whose sources all do with one process.
REDIS_URL: str = env("REDIS_URL")
# So many processes of one crawl the machine starts that runs it; the other ones come from `manage.py crawl_helper`.
CRAWL_PROCESSES_HERE: int = env("CRAWL_PROCESSES_HERE")

# --- people ------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of the same site
if env("SITE_URL").startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- language ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE: str = env("TIME_ZONE")
USE_I18N = True
USE_TZ = True

# --- Wagtail -----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME: str = env("SITE_NAME")
WAGTAILADMIN_BASE_URL: str = env("SITE_URL")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The admin asks no other host for faces or for news of Wagtail.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
# A long article is hundreds of form fields in the page editor; Django's own bound is 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- logging -----------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
    # A saved page is three lines of Wagtail's and six of its small tasks': only what goes wrong is news. The page's own
    # log, and the run's report, tell the rest.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail")},
}
