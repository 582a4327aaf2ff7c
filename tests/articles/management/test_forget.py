"""`forget`: an article whose page was deleted is asked back."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync.claim import request_run
from tests.articles.management.test_commands import run
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import HUB, article

pytestmark = pytest.mark.django_db
ADDRESS = f"{HUB}careers/"


@pytest.fixture
def deleted(hub: Hub) -> Hub:
    hub.sync(article(), article("other"))
    ArticlePage.objects.get(slug="careers").delete()
    return hub


def test_the_next_run_imports_it_anew(deleted: Hub) -> None:
    assert deleted.sync(article(title="New")).counts == {"held": 1}
    code, out, _ = run("forget", ADDRESS)
    assert (code, out) == (0, f"Forgot {ADDRESS}. Import it anew with: manage.py scrape hub --url {ADDRESS}\n")
    assert deleted.sync(article(title="New")).counts == {"create": 1}
    assert ArticlePage.objects.get(slug="careers").title == "New"


@pytest.mark.parametrize(
    "spelling", ["http://www.hub.example/articles/careers", f"{ADDRESS}?utm_source=x#top", f"{HUB}jobs/"]
)
def test_any_spelling_and_any_former_address_will_do(deleted: Hub, spelling: str) -> None:
    SourceDocument.objects.filter(slug="careers").update(aliases=[f"{HUB}jobs/"])
    assert run("forget", spelling)[0] == 0
    assert SourceDocument.objects.get().slug == "other"


def test_an_address_counts_before_a_former_one(deleted: Hub) -> None:
    SourceDocument.objects.filter(slug="other").update(aliases=[ADDRESS])
    run("forget", ADDRESS)
    assert SourceDocument.objects.get().slug == "other"


def test_one_whose_page_stands(hub: Hub) -> None:
    hub.sync(article())
    number = ArticlePage.objects.get().pk
    with pytest.raises(CommandError, match=f"its page {number} still exists: delete it first, or it would come twice"):
        run("forget", ADDRESS)
    assert SourceDocument.objects.exists()


def test_one_that_nobody_knows_is_told_with_its_like(deleted: Hub) -> None:
    with pytest.raises(CommandError, match=f"no article is known under {HUB}carers/; there is: {ADDRESS}"):
        run("forget", f"{HUB}carers/")
    with pytest.raises(CommandError, match=r"no article is known under https://elsewhere.example/xyzzy\.$"):
        run("forget", "https://elsewhere.example/xyzzy")


def test_one_that_two_sources_have(deleted: Hub) -> None:
    other = Source.objects.create(name="Twin", slug="twin", address=HUB)
    SourceDocument.objects.create(source=other, url=ADDRESS, slug="careers")
    with pytest.raises(CommandError, match=r"knows .*: hub, twin; say which with --source"):
        run("forget", ADDRESS)
    assert run("forget", ADDRESS, "--source", "twin")[0] == 0
    assert SourceDocument.objects.filter(source=deleted.source, url=ADDRESS).exists()


def test_a_run_under_way(deleted: Hub) -> None:
    request_run(deleted.source, "admin")
    with pytest.raises(CommandError, match="waits for a worker"):
        run("forget", ADDRESS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["careers"], "is no web address"),
        ([ADDRESS, "--source", "nobody"], 'There is no source "nobody"'),
        ([], "required"),
    ],
)
def test_bad_input(deleted: Hub, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("forget", *arguments)
