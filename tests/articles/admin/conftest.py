"""People of different rights, a source, and runs of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Source, SyncRun, SyncRunArticle


def put_away(answer):
    """Close the answer as a server does when it is sent, but leave the test's own connection alone."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)


@pytest.fixture
def source(db):
    return Source.objects.create(
        name="Tamarack Bay", slug="tamarack-bay", address="https://hub.example/articles/", schedule="15 4 * * *"
    )


@pytest.fixture
def run(source):
    return SyncRun.objects.create(
        source=source,
        status=SyncRun.Status.DONE,
        trigger=SyncRun.Trigger.SCHEDULE,
        found=2,
        crawled=2,
        counts={"create": 1, "fail": 1},
    )


@pytest.fixture
def add_articles():
    def add(run, number, outcome="create", **fields):
        return SyncRunArticle.objects.bulk_create(
            SyncRunArticle(run=run, url=f"https://hub.example/articles/{outcome}-{each}/", outcome=outcome, **fields)
            for each in range(number)
        )

    return add


@pytest.fixture
def signed_in(db, django_user_model):
    """A client signed in as somebody with these permissions of the hub, and the one to enter the admin."""

    def sign_in(*codenames):
        user = django_user_model.objects.create_user("-".join(["person", *codenames]), password="secret words")
        group = Group.objects.create(name=user.username)
        wanted = Permission.objects.filter(codename__in=["access_admin", *codenames])
        assert wanted.count() == len(codenames) + 1
        group.permissions.set(wanted)
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def operator(signed_in):
    return signed_in("add_source", "change_source", "delete_source", "view_source", "view_syncrun")


@pytest.fixture
def count_queries():
    def count(client, url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count
