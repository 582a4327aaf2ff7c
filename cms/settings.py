"""The site's settings: one typed file, read from the environment, of which `cms.environment` is the whole list."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

from cms import services
from cms.database import database
from cms.environment import env
from cms.logs import logging_settings
from cms.secret_key import kept_secret

# What a running installation writes: database, media, collected static files, crawl output, secrets.
VAR = Path(env("GLEANER_VAR")).resolve()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG: bool = env("DEBUG")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env("CSRF_TRUSTED_ORIGINS")
SECRET_KEY: str = env("SECRET_KEY") or kept_secret(VAR / "secret_key")
SECRET_KEY_FALLBACKS: list[str] = env("SECRET_KEY_FALLBACKS")

# --- applications ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "cms.apps.CmsConfig",
    "articles.apps.ArticlesConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
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
    "articles.watching.probes.probes_middleware",
    "cms.requests.request_id_middleware",
    "django.middleware.security.SecurityMiddleware",
    "articles.serving.compression.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.serving.policy.ContentSecurityPolicy",
    "articles.serving.page_cache.PageCache",
    "articles.machines.robots.NoIndex",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
ADMIN_PATH = "/admin/"
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
    "default": database(env.db_url_config(env("DATABASE_URL") or f"sqlite:///{VAR / 'gleaner.sqlite3'}")),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Wagtail's own small tasks (search index, reference index) run at once; scrape jobs wait for a worker.
TASKS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
if env("TASK_QUEUE") == "redis":
    if not env("REDIS_URL"):
        raise ImproperlyConfigured("TASK_QUEUE=redis needs REDIS_URL, as in redis://127.0.0.1:6379/0")
    INSTALLED_APPS += ["django_rq"]
    TASKS["jobs"] = {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}
    # A crawl takes as long as it takes: its own bounds end it, and a dead one is found by its signs of life.
    RQ_QUEUES = {"default": {"URL": env("REDIS_URL"), "DEFAULT_TIMEOUT": -1}}
elif env("TASK_QUEUE") != "database":
    raise ImproperlyConfigured(f"TASK_QUEUE={env('TASK_QUEUE')} is no queue; there are: database, redis")

REDIS_URL: str = env("REDIS_URL")
CACHES = services.caches(REDIS_URL, VAR)
# How long a page may be answered from the cache at most; every change that readers can see ends it at once. 0: never.
PAGE_CACHE_SECONDS: int = env("PAGE_CACHE_SECONDS")

STORAGES = {
    "default": services.media_storage(env("S3_BUCKET"), env("S3_ENDPOINT_URL"), env("S3_PUBLIC_HOST")),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# What a crawl leaves behind: its output file per run, and the stored responses that make requests conditional.
GLEANER_CRAWLS = VAR / "crawls"
# How long that is kept, see docs/keeping.md: stored responses by age and by size in all (0: no bound), a run's files.
SNAPSHOT_DAYS: int = env("SNAPSHOT_DAYS")
SNAPSHOT_MEGABYTES: int = env("SNAPSHOT_MEGABYTES")
RUN_FILES_DAYS: int = env("RUN_FILES_DAYS")
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
# Whether all hosts of its domain speak HTTPS is the university's to know (W005, W021); a preview in the admin is a
# frame of the same site (W019).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

# --- language ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE: str = env("LANGUAGE_CODE").strip().lower()
if LANGUAGE_CODE not in {"en-us", *dict(global_settings.LANGUAGES)}:
    raise ImproperlyConfigured(
        f"LANGUAGE_CODE={env('LANGUAGE_CODE')} is no language of Django's, as: en-us, de, ar, pt-br"
    )
TIME_ZONE: str = env("TIME_ZONE")
USE_I18N = True
USE_TZ = True

# --- Wagtail -----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME: str = env("SITE_NAME")
WAGTAILADMIN_BASE_URL: str = env("SITE_URL")
WAGTAILSEARCH_BACKENDS = {"default": services.search_backend(env("SEARCH_URL"))}
# The admin asks no other host for faces or for news of Wagtail.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# A host that gives a bucket's files to everybody is no place to lead to: the site asks who may read a document, and
# sends it. Without one Wagtail does so for a folder, and for a bucket leads to a signed address.
WAGTAILDOCS_SERVE_METHOD = "serve_view" if env("S3_PUBLIC_HOST") else None
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
# A long article is hundreds of form fields in the page editor; Django's own bound is 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- logging -----------------------------------------------------------------------------------------------------

LOG_FORMAT: str = env("LOG_FORMAT").strip().lower()
LOGGING: dict[str, Any] = logging_settings(LOG_FORMAT, env("LOG_LEVEL").strip().upper())

# --- watching ----------------------------------------------------------------------------------------------------

# Opens /metrics, and the details of /health/ready; without it the one is not there and the other says none.
METRICS_TOKEN: str = env("METRICS_TOKEN")

# --- mail --------------------------------------------------------------------------------------------------------

# Without a server nothing is mailed, nothing waits to be mailed, and nobody is offered a new password by mail.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if env("EMAIL_URL"):
    vars().update(env.email_url("EMAIL_URL"))
WAGTAIL_PASSWORD_RESET_ENABLED = bool(env("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL: str = env("DEFAULT_FROM_EMAIL") or f"gleaner@{urlsplit(env('SITE_URL')).hostname or 'localhost'}"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
