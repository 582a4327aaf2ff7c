"""From a page that was tried to the form of a source: nothing is saved before somebody saves it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse

from articles.admin.trying.adopting import hub_of, proposal
from articles.models import Source
from tests.articles.admin.test_sources import FIELDS
from tests.articles.admin.trying.conftest import ARTICLE, PAGE

HUB = "https://hub.example/articles/"
PROFILE = '{"noise": [".promo"]}'


def sent(**fields):
    return {"address": ARTICLE, "page": PAGE, "profile": PROFILE, **fields}


@pytest.mark.parametrize(
    "article", ["https://h.example/a/one/", "https://h.example/a/one", "https://h.example/a/one.html?x=1"]
)
def test_the_hub_of_an_article_is_its_folder(article):
    assert hub_of(article) == "https://h.example/a/"


def test_what_is_proposed_comes_from_the_page(db):
    Source.objects.create(name="Taken", slug="hub-example", address="https://x.example/")
    assert proposal(ARTICLE, "", PAGE) == {"address": HUB, "name": "Tamarack Bay", "slug": "hub-example-2"}
    assert proposal(ARTICLE, "https://www.other.example/", "")["name"] == "other.example"


def test_a_tried_page_fills_the_form_of_a_new_source(operator):
    answer = operator.post(reverse("hub_sources:try_adopt"), sent(hub=HUB))
    assert urlsplit(answer.url).path == reverse("hub_sources:add")
    assert dict(parse_qsl(urlsplit(answer.url).query)) == {
        "address": HUB,
        "name": "Tamarack Bay",
        "slug": "hub-example",
        "profile": "tried",
    }
    form = operator.get(answer.url).context["form"]
    assert (form["address"].value(), form["name"].value(), form["slug"].value()) == (HUB, "Tamarack Bay", "hub-example")
    assert ".promo" in form["profile"].value()
    assert not Source.objects.exists()
    # A look takes nothing away, and the plain form knows nothing of it.
    assert ".promo" in operator.get(answer.url).context["form"]["profile"].value()
    assert operator.get(reverse("hub_sources:add")).context["form"]["profile"].value() == "{}"


def test_a_tried_profile_fills_the_form_of_its_source_alone(operator, source):
    other = Source.objects.create(name="Other", slug="other", address="https://other.example/")
    answer = operator.post(reverse("hub_sources:try_source_adopt", args=[source.pk]), sent())
    edit = reverse("hub_sources:edit", args=[source.pk])
    assert answer.url == f"{edit}?profile=tried"
    page = operator.get(answer.url)
    assert ".promo" in page.context["form"]["profile"].value()
    assert page.context["has_unsaved_changes"]
    elsewhere = operator.get(reverse("hub_sources:edit", args=[other.pk]) + "?profile=tried")
    assert elsewhere.context["form"]["profile"].value() == "{}"
    source.refresh_from_db()
    assert source.profile == {}


def test_a_saved_form_lets_go_of_the_profile(operator, source):
    operator.post(reverse("hub_sources:try_source_adopt", args=[source.pk]), sent())
    edit = reverse("hub_sources:edit", args=[source.pk])
    operator.post(edit, {**FIELDS, "profile": PROFILE})
    source.refresh_from_db()
    assert source.profile == {"noise": [".promo"]}
    Source.objects.update(profile={})
    assert operator.get(f"{edit}?profile=tried").context["form"]["profile"].value() == "{}"


def test_a_wrong_profile_is_not_taken_along(operator):
    answer = operator.post(reverse("hub_sources:try_adopt"), sent(profile='{"nose": []}'))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["profile"]


def test_the_form_of_a_new_source_begins_with_an_address(operator):
    page = operator.get(reverse("hub_sources:add")).content.decode()
    assert f'action="{reverse("hub_sources:try")}"' in page
    assert "Address of the hub" in page
