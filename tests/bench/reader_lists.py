"""How long a reader waits for the list of articles, its filters and its search, without the cache of answers."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Site

from articles.serving.purge import generation, purge
from tests.bench.admin_lists import PLAIN_FILES
from tests.bench.reader_figures import KEY, TURNS

LIST = "/all-articles/"
ASKED = {
    "list": {},
    "list, filtered": {"area_of_study": "area-1", "topic": "topic-1", "role": "role-3"},
    "list, page 50": {"page": "50"},
    "search, a word of all": {"q": "salary"},
    "search, filtered": {"q": "salary growth", "area_of_study": "area-1"},
    "search, a word of one": {"q": "about 4321"},
    "search, misspelled": {"q": "saalry"},
}


def times(parent: int, when: str) -> dict[str, float]:
    """Milliseconds of each, the best of some turns; queries under " queries", and the first after a change."""
    Site.objects.filter(is_default_site=True).update(root_page=parent)
    Site.clear_site_root_paths_cache()
    found: dict[str, float] = {}
    with override_settings(ALLOWED_HOSTS=["*"], PAGE_CACHE_SECONDS=0, STORAGES=settings.STORAGES | PLAIN_FILES):
        client = Client()
        for _turn in range(TURNS):
            for name, asked in ASKED.items():
                spent = _spent(client, asked)
                found[name] = min(found.get(name, spent), spent)
        for name, asked in ASKED.items():
            with CaptureQueriesContext(connection) as queries:
                client.get(LIST, asked)
            found[f"{name} queries"] = len(queries)
        for _turn in range(TURNS):
            before = generation()
            purge()
            assert generation() != before, "what is remembered must be read anew"
            spent = _spent(client, {})
            found["list after a change"] = min(found.get("list after a change", spent), spent)
    return {f"{KEY}{when}{name}": value for name, value in found.items()}


def _spent(client: Client, asked: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = client.get(LIST, asked)
    spent = (time.perf_counter() - begun) * 1000
    assert answer.status_code == 200, (asked, answer.status_code)
    return spent
