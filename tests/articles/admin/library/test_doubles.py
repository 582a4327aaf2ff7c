"""Names that are nearly alike, each with the way to merge it into the one that most articles name."""

import pytest

from articles.admin.library.base import address
from articles.library.kinds import KINDS
from articles.models import Role
from tests.articles.admin.library.conftest import EVERY_KIND

pytestmark = pytest.mark.django_db
ROLES = KINDS[0]


@EVERY_KIND
def test_a_group(admin_client, pair, kind):
    gone, other = pair(kind)
    assert "No two names are nearly alike." in admin_client.get(address(kind.model, "doubles")).content.decode()
    kind.model.objects.filter(pk=other.pk).update(name=gone.name.upper())
    page = admin_client.get(address(kind.model, "doubles")).content.decode()
    assert f"{address(kind.model, 'merge', other.pk)}?into={gone.pk}" in page
    assert f"{address(kind.model, 'merge', gone.pk)}?" not in page
    assert "1 article" in page
    # And where one is about to be merged.
    page = admin_client.get(address(kind.model, "merge", other.pk)).content.decode()
    assert f"{address(kind.model, 'merge', other.pk)}?into={gone.pk}" in page


def test_many_groups_ask_as_often(admin_client, pair, count_queries):
    pair(ROLES)
    url = address(Role, "doubles")
    Role.objects.bulk_create(Role(name=f"Role {n // 2}{'' if n % 2 else ' (RL)'}", slug=f"r{n}") for n in range(2))
    count_queries(admin_client, url)
    before = count_queries(admin_client, url)
    Role.objects.bulk_create(Role(name=f"Role {n // 2}{'' if n % 2 else ' (RL)'}", slug=f"r{n}") for n in range(2, 300))
    assert count_queries(admin_client, url) == before <= 15
    assert "100 more groups follow" in admin_client.get(url).content.decode()
