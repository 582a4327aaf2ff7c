"""The hub inside Wagtail, as a reusable Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.groups import grant_new_index
        from articles.pictures import asking
        from articles.serving import purge

        post_save.connect(grant_new_index, sender="articles.ArticleIndexPage", dispatch_uid="articles.groups")
        purge.connect()
        asking.connect()
