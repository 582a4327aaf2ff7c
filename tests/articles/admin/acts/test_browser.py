"""A run followed and stopped in a real browser: the bar moves by itself, and the page tells how the run ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from articles.models import SyncRun
from articles.sync.claim import claim, request_run
from articles.sync.pulse import Pulse, RunStopped
from tests.articles.admin.acts.conftest import address, planned_run, work
from tests.articles.sync.conftest import Hub
from tests.articles.sync.samples import article

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SOON = 15_000
"""Milliseconds for the page's next look, which comes every five seconds; more on a busy machine."""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def admin(live_server: LiveServer, browser_page: BrowserPage, hub: Hub) -> BrowserPage:
    get_user_model().objects.create_superuser("ada", "ada@hub.example", "secret words")
    browser_page.goto(f"{live_server.url}/admin/login/")
    browser_page.fill("[name=username]", "ada")
    browser_page.fill("[name=password]", "secret words")
    browser_page.click("[type=submit]")
    return browser_page


@pytest.fixture
def pulse(hub: Hub) -> Pulse:
    """Of a run that has written 10 of 40 pages."""
    run = request_run(hub.source, SyncRun.Trigger.COMMAND)
    claim(run)
    pulse = Pulse(run)
    pulse.write(status=SyncRun.Status.SYNCING.value, found=40, crawled=40)
    pulse.enter("write")
    pulse.advance(10, 40, "https://hub.example/articles/one/")
    pulse.write()
    return pulse


def bar(page: BrowserPage) -> Any:
    return page.get_by_role("progressbar", name="Write")


def words(page: BrowserPage, said: str) -> Any:
    return page.locator(".hub-progress__words", has_text=said)


def test_the_bar_moves_by_itself_until_the_run_has_ended(
    live_server: LiveServer, admin: BrowserPage, pulse: Pulse
) -> None:
    complaints: list[str] = []
    admin.on("pageerror", lambda error: complaints.append(str(error)))
    admin.goto(f"{live_server.url}{address('inspect', pulse.run.pk)}")
    assert bar(admin).get_attribute("value") == "10"
    assert words(admin, "10 of 40").is_visible()
    assert admin.get_by_role("link", name="https://hub.example/articles/one/").is_visible()

    pulse.advance(30, 40, "https://hub.example/articles/two/")
    pulse.write()
    words(admin, "30 of 40").wait_for(timeout=SOON)
    assert bar(admin).get_attribute("value") == "30"
    assert admin.get_by_role("link", name="https://hub.example/articles/two/").is_visible()
    assert admin.locator("#run-said").inner_text() == "Write: 70 %"

    pulse.end("done", counts={"create": 40})
    admin.get_by_text("Done", exact=True).wait_for(timeout=SOON)
    assert bar(admin).count() == 0
    assert complaints == []


def test_a_run_is_stopped(live_server: LiveServer, admin: BrowserPage, pulse: Pulse) -> None:
    admin.goto(f"{live_server.url}{address('inspect', pulse.run.pk)}")
    admin.get_by_role("link", name="Stop", exact=True).click()
    admin.get_by_role("button", name="Yes, stop it").click()
    admin.get_by_text("ada asked it to stop").wait_for()
    assert admin.get_by_role("link", name="Stop", exact=True).count() == 0
    with pytest.raises(RunStopped) as wish:
        pulse.write()
    pulse.end("killed", message=str(wish.value))
    admin.get_by_text("it was stopped by ada; what it had written stays").wait_for(timeout=SOON)
    assert admin.get_by_text("It had got to: Write: 10 of 40").is_visible()


def test_a_plan_is_applied_and_taken_back(live_server: LiveServer, admin: BrowserPage, hub: Hub) -> None:
    run = planned_run(hub, article("a"), article("b"))
    admin.goto(f"{live_server.url}{address('inspect', run.pk)}")
    admin.get_by_role("link", name="Apply the plan").first.click()
    admin.get_by_role("button", name="Yes, apply it").click()
    admin.get_by_text("The run was told to go on already, and waits for a worker.").wait_for()
    work()
    admin.get_by_text("Plan applied").wait_for(timeout=SOON)
    admin.get_by_role("link", name="Take back").click()
    button = admin.get_by_role("button", name="Yes, take the run back")
    button.wait_for()
    assert admin.get_by_role("cell", name="the page that the run made is deleted").count() == 2
    button.click()
    admin.get_by_text(f"takes run {run.pk} back").first.wait_for()
    work()
    admin.get_by_text(f"took back run {run.pk}: 2 undone").wait_for(timeout=SOON)
    admin.goto(f"{live_server.url}{address('inspect', run.pk)}")
    admin.get_by_text("Taken back", exact=True).wait_for()


@pytest.mark.parametrize("act", ["inspect", "stop", "undo", "go_on"])
def test_it_fits_a_phone(live_server: LiveServer, admin: BrowserPage, hub: Hub, act: str) -> None:
    if act == "undo":
        run = SyncRun.objects.get(pk=hub.sync(article("a")).run)
    elif act == "go_on":
        run = planned_run(hub, article("a"))
    else:
        now = timezone.now()
        run = SyncRun.objects.create(source=hub.source, status="syncing", heartbeat_at=now + timedelta(minutes=1))
    admin.set_viewport_size(PHONE)  # type: ignore[arg-type]
    admin.goto(f"{live_server.url}{address(act, run.pk)}")
    assert admin.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
