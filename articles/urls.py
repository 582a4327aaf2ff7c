"""The hub's addresses at the root of a site, beside its pages."""

from django.urls import path, re_path
from wagtail.views import serve

from articles.machines.llms import llms_txt
from articles.machines.robots import robots_txt
from articles.machines.sitemap import sitemap

urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap, name="sitemap_part"),
    path("llms.txt", llms_txt, name="llms"),
    path("robots.txt", robots_txt, name="robots"),
    # Routes of pages whose last part is the name of a file, which Wagtail's own pattern does not take.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.(?:md|xml|json))$", serve, name="page_file"),
]
