"""The sample hub's web server: Django as a site of its own, with no database and no settings module."""

from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from cms.demo.hub import Hub

LOOPBACK = "127.0.0.1"
_TEMPLATES = Path(__file__).parent / "templates"


def make_application(hub: Hub) -> WSGIHandler:
    """Configure Django for this hub. A process can serve one hub only, since Django's settings are global."""
    settings.configure(
        HUB=hub,
        ALLOWED_HOSTS=[LOOPBACK, "localhost"],
        ROOT_URLCONF="cms.demo.urls",
        INSTALLED_APPS=["django.contrib.sitemaps"],
        MIDDLEWARE=[
            "cms.demo.middleware.revalidate_always",
            # Gives every page an ETag of its bytes and answers 304 for it.
            "django.middleware.http.ConditionalGetMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [_TEMPLATES],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "cms.demo.views.hub_facts",
                    ]
                },
            }
        ],
        TIME_ZONE="UTC",
        USE_I18N=False,
        # Silent but for errors: who runs a scrape reads the scrape's report.
        LOGGING={
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}},
            "loggers": {
                "django": {"handlers": ["stderr"]},
                "django.server": {"handlers": ["stderr"], "propagate": False},
            },
        },
    )
    return get_wsgi_application()


def open_server(application: WSGIHandler, port: int) -> ThreadedWSGIServer:
    """Listen on the loopback address only; port 0 takes a free one. Raises OSError when the port is in use."""
    server = ThreadedWSGIServer((LOOPBACK, port), WSGIRequestHandler)
    server.set_app(application)
    return server
