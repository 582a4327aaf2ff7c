"""The site as a Django app: its commands, templates and static files."""

from django.apps import AppConfig
from django.conf import settings


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Site"

    def ready(self) -> None:
        from cms.logs import log_uncaught
        from scraper.log_lines import JSON

        if settings.LOG_FORMAT == JSON:
            log_uncaught()
