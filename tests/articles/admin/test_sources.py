"""The screens of sources: the list, the form, *scrape now*."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from articles.admin import phrases
from articles.models import Source, SourceDocument, SyncRun

INDEX = "/admin/hub/sources/"
FIELDS = {
    "name": "Cedar Falls",
    "slug": "cedar-falls",
    "address": "https://cedar.example/hub/",
    "policy": "draft",
    "target": "",
    "schedule": "15 4 * * *",
    "time_zone": "America/New_York",
    "request_delay": "2",
    "most_articles": "50",
    "crawl_processes": "1",
    "withdraw_after": "3",
    "withdraw_share": "20",
    "withdraw_action": "flag",
    "drift_tolerance": "40",
    "spread": "0",
    "back_off_after": "3",
    "store_images": "on",
    "largest_image": "5",
    "profile": '{"noise": [".promo"]}',
    "permission_note": "",
}


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def scrape_url(source):
    return reverse("hub_sources:scrape", args=[source.pk])


# --- the list ------------------------------------------------------------------------------------------------------


@time_machine.travel("2026-03-02T12:00:00Z", tick=False)
def test_a_row_tells_schedule_and_next_run_in_the_sources_own_time(operator, source):
    Source.objects.update(time_zone="America/New_York")
    row = body(operator.get(INDEX))
    assert "At 04:15, every day" in row
    assert "Tue 3 March 2026, 04:15 (America/New_York)" in row


def test_a_row_offers_a_plan_to_who_may_scrape(operator, signed_in, source):
    plan = f'href="{reverse("hub_runs:plan", args=[source.pk])}"'
    row = body(operator.get(INDEX))
    assert plan in row
    assert 'aria-label="Plan a run of Tamarack Bay first"' in row
    assert plan not in body(signed_in("view_source").get(INDEX))


def test_a_paused_source_has_no_next_run(operator, source):
    Source.objects.update(paused=True)
    row = body(operator.get(INDEX))
    assert "Not while paused" in row
    assert "Next:" not in row


def test_a_schedule_that_went_bad_does_not_close_the_list(operator, source):
    Source.objects.update(schedule="never mind", time_zone="Atlantis/Capital")
    assert "never mind" in body(operator.get(INDEX))
    assert "never mind" in body(operator.get(reverse("hub_sources:inspect", args=[source.pk])))


def test_a_row_tells_how_the_last_run_ended(operator, source, run):
    SyncRun.objects.create(source=source, status=SyncRun.Status.FAILED, counts={"create": 2, "reject": 1})
    row = body(operator.get(INDEX))
    assert "Failed" in row
    assert "2 created, 1 rejected" in row
    assert "1 created, 1 failed" not in row


def test_the_list_asks_the_database_as_often_for_many_sources(operator, source, run, count_queries):
    operator.get(INDEX)
    before = count_queries(operator, INDEX)
    for number in range(15):
        other = Source.objects.create(name=f"Hub {number}", slug=f"hub-{number}", address="https://hub.example/")
        for _ in range(3):
            SyncRun.objects.create(source=other, status=SyncRun.Status.DONE)
    assert count_queries(operator, INDEX) == before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=cedar", {"Cedar Falls"}),
        ("q=hub.example", {"Tamarack Bay"}),
        ("policy=publish", {"Cedar Falls"}),
        ("paused=true", {"Cedar Falls"}),
        ("policy=draft&paused=true", set()),
    ],
)
def test_sources_are_searched_and_filtered(operator, source, query, found):
    Source.objects.create(name="Cedar Falls", slug="c", address="https://c.example/", policy="publish", paused=True)
    answer = operator.get(f"{INDEX}results/?{query}")
    assert {each.name for each in answer.context["object_list"]} == found


def test_an_address_that_is_no_web_address_is_no_link(operator, source):
    Source.objects.update(address="javascript:alert(1)")
    for url in (INDEX, reverse("hub_sources:inspect", args=[source.pk])):
        page = body(operator.get(url))
        assert "javascript:alert(1)" in page
        assert 'href="javascript:' not in page


# --- the form ------------------------------------------------------------------------------------------------------


def test_a_source_is_added_and_changed(operator):
    operator.post(reverse("hub_sources:add"), FIELDS)
    source = Source.objects.get()
    assert (source.name, source.profile, source.time_zone) == (
        "Cedar Falls",
        {"noise": [".promo"]},
        "America/New_York",
    )
    operator.post(reverse("hub_sources:edit", args=[source.pk]), {**FIELDS, "profile": "", "paused": "on"})
    source.refresh_from_db()
    assert (source.profile, source.paused) == ({}, True)
    assert (source.withdraw_after, source.withdraw_share, source.withdraw_action) == (3, 20, "flag")
    assert (source.request_delay, source.most_articles) == (2, 50)
    assert (source.drift_tolerance, source.store_images, source.largest_image) == (40, True, 5)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("profile", '{"noise": [".promo"', "This is no JSON:"),
        ("profile", '{"noise": ["[["]}', "is no CSS selector"),
        ("profile", '{"nose": []}', "the contract has no such field"),
        ("profile", '{"include": ["("]}', "is no regular expression"),
        ("profile", "[]", "A profile is a JSON object"),
        ("profile", "null", "A profile is a JSON object"),
        ("schedule", "61 * * * *", "is no cron expression"),
        ("schedule", "tomorrow", "is no cron expression"),
        ("time_zone", "Atlantis/Capital", "is no time zone"),
        ("address", "javascript:alert(1)", "Enter a valid URL"),
        ("request_delay", "61", "less than or equal to 60"),
        ("most_articles", "0", "greater than or equal to 1"),
        ("withdraw_after", "0", "greater than or equal to 1"),
        ("withdraw_share", "101", "less than or equal to 100"),
        ("drift_tolerance", "-1", "greater than or equal to 0"),
        ("largest_image", "31", "less than or equal to 30"),
        ("withdraw_action", "burn", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(operator, field, typed, words):
    answer = operator.post(reverse("hub_sources:add"), {**FIELDS, field: typed})
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])
    assert list(answer.context["form"].errors) == [field]
    assert not Source.objects.exists()


def test_the_place_of_a_mistake_in_the_profile_is_told(operator):
    answer = operator.post(reverse("hub_sources:add"), {**FIELDS, "profile": '{\n  "noise": [}'})
    assert answer.context["form"].errors["profile"] == ["This is no JSON: Expecting value, in line 2, column 13."]


def test_a_new_name_proposes_a_slug_and_an_existing_source_keeps_its_own(operator, source):
    proposes = "keyup-&gt;w-sync#apply"
    assert proposes in body(operator.get(reverse("hub_sources:add")))
    assert proposes not in body(operator.get(reverse("hub_sources:edit", args=[source.pk])))


def test_a_profile_is_shown_as_a_person_would_write_it(operator, source):
    Source.objects.update(profile={"noise": [".promo"]})
    page = body(operator.get(reverse("hub_sources:edit", args=[source.pk])))
    assert "{\n  &quot;noise&quot;: [\n    &quot;.promo&quot;\n  ]\n}" in page


def test_a_source_is_shown_with_what_its_numbers_mean(operator, source):
    shown = reverse("hub_sources:inspect", args=[source.pk])
    page = body(operator.get(shown))
    for words in ("2 runs in a row", "10 % of its pages", "is unpublished", "30 percentage points", "10 MB"):
        assert words in page
    Source.objects.update(withdraw_after=1, withdraw_share=0, drift_tolerance=100)
    page = body(operator.get(shown))
    for words in ("1 run that finds it gone", "nothing is ever withdrawn", "Never stops"):
        assert words in page


# --- deleting --------------------------------------------------------------------------------------------------------


def test_deleting_says_what_goes_along(operator, source, run):
    SourceDocument.objects.create(source=source, url="https://hub.example/articles/a/", slug="a")
    url = reverse("hub_sources:delete", args=[source.pk])
    assert "With Tamarack Bay go 1 run and the origin of 1 article." in body(operator.get(url))
    operator.post(url)
    assert not Source.objects.exists()


def test_a_source_that_is_being_scraped_is_not_deleted(operator, source):
    SyncRun.objects.create(source=source)
    answer = operator.post(reverse("hub_sources:delete", args=[source.pk]), follow=True)
    assert "Tamarack Bay is being scraped" in body(answer)
    assert Source.objects.exists()


# --- scrape now ------------------------------------------------------------------------------------------------------


def test_asking_for_the_button_starts_nothing(operator, source):
    page = body(operator.get(scrape_url(source)))
    assert 'method="post"' in page
    assert not SyncRun.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert operator.head(scrape_url(source)).status_code == 200
    assert not SyncRun.objects.exists()


@pytest.fixture
def press(source, django_capture_on_commit_callbacks):
    def press_button(client, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(scrape_url(source), fields, follow=True)

    return press_button


def test_pressing_makes_one_queued_run_and_one_task(operator, source, press):
    answer = press(operator)
    run = SyncRun.objects.get()
    assert (run.source, run.status, run.trigger) == (source, SyncRun.Status.QUEUED, SyncRun.Trigger.ADMIN)
    assert run.user.username.startswith("person")
    task = DBTaskResult.objects.get()
    assert (task.backend_name, task.args_kwargs) == ("jobs", {"args": [run.pk], "kwargs": {}})
    page = body(answer)
    assert f"Run {run.pk} of Tamarack Bay waits for the worker." in page
    assert reverse("hub_runs:inspect", args=[run.pk]) in page


def test_pressing_is_logged(operator, source, press):
    press(operator)
    entry = ModelLogEntry.objects.get(action="articles.scrape")
    assert entry.object_id == str(source.pk)
    assert entry.data == {"run": SyncRun.objects.get().pk}
    history = body(operator.get(reverse("hub_sources:history", args=[source.pk])))
    assert f"Asked for run {SyncRun.objects.get().pk}" in history


def test_pressing_twice_says_that_a_run_is_active(operator, press, monkeypatch):
    press(operator)
    monkeypatch.setattr(phrases, "gettext", lambda _phrase: "Lauf %(run)s wartet")
    answer = press(operator)
    run = SyncRun.objects.get()
    assert DBTaskResult.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="articles.scrape").count() == 1
    (message,) = answer.context["messages"]
    assert message.level_tag == "warning"
    assert reverse("hub_runs:inspect", args=[run.pk]) in message.message
    assert f"Lauf {run.pk} wartet" in message.message, "in the language of who reads it"


def test_the_question_tells_of_a_run_that_goes_on(operator, source):
    run = SyncRun.objects.create(source=source, status=SyncRun.Status.CRAWLING)
    page = body(operator.get(scrape_url(source)))
    assert f"Run {run.pk} of this source has not ended (Crawling)" in page
    assert reverse("hub_runs:inspect", args=[run.pk]) in page


def test_a_killed_run_does_not_stand_in_the_way(operator, source, press):
    long_ago = timezone.now() - timedelta(days=1)
    dead = SyncRun.objects.create(source=source, status="crawling", started_at=long_ago, heartbeat_at=long_ago)
    press(operator)
    dead.refresh_from_db()
    assert dead.status == SyncRun.Status.KILLED
    assert source.runs.filter(status=SyncRun.Status.QUEUED).count() == 1


def test_a_paused_source_may_be_scraped_by_hand(operator, source, press):
    Source.objects.update(paused=True)
    assert "it stays paused" in body(operator.get(scrape_url(source)))
    press(operator)
    source.refresh_from_db()
    assert SyncRun.objects.count() == 1
    assert source.paused


def test_who_may_not_see_runs_gets_no_link_to_one(signed_in, press):
    page = body(press(signed_in("change_source")))
    assert "waits for the worker" in page
    assert reverse("hub_runs:inspect", args=[SyncRun.objects.get().pk]) not in page


def test_a_forged_press_is_refused(operator, source):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = operator.cookies
    assert strict.post(scrape_url(source)).status_code == 403
    assert not SyncRun.objects.exists()


def test_the_way_back_leads_to_this_site_alone(operator, source):
    answer = operator.post(scrape_url(source), {"next": "https://evil.example/"})
    assert answer.url == INDEX


def test_an_unknown_source_is_not_found(operator, source):
    assert operator.post(reverse("hub_sources:scrape", args=[source.pk + 1])).status_code == 404
