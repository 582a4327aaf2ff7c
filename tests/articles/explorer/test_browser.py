"""Roles and programs in a real browser: comparing, with and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.models import ArticlePage, Program
from articles.site import prepare_site
from tests.articles.explorer.pay_factory import lead_to, make_paid_jobs
from tests.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SMALLEST_PHONE = {"width": 320, "height": 640}


@pytest.fixture
def site(live_server: LiveServer) -> str:
    parts = urlsplit(live_server.url)
    make_paid_jobs(prepare_site("Gleaner", parts.hostname or "localhost", parts.port or 80))
    return str(live_server.url)


def keys() -> dict[str, int]:
    return {program.name.lower(): program.pk for program in Program.objects.all()}


def chosen(browser_page: BrowserPage) -> list[str]:
    found: list[str] = browser_page.locator(".tray li").evaluate_all("all => all.map(li => li.firstChild.textContent)")
    return found


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_axe_finds_nothing_in_the_tray(site: str, browser_page: BrowserPage, look: str) -> None:
    if look == "dark":
        browser_page.emulate_media(color_scheme="dark")
    if look == "phone":
        browser_page.set_viewport_size(SMALLEST_PHONE)
    browser_page.goto(f"{site}/jobs/")
    for name in ("Art", "Law"):
        browser_page.get_by_role("button", name=f"Add to comparison {name}").click()
    assert violations(browser_page, ".tray") == []
    assert browser_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_programs_are_added_on_any_page_kept_and_compared(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(f"{site}/jobs/")
    browser_page.get_by_role("button", name="Add to comparison Art").click()
    tray = browser_page.get_by_role("region", name="Compare programs")
    assert tray.get_by_text("Add at least two programs to compare.").is_visible()
    assert not tray.get_by_role("link", name="Compare").is_visible()
    browser_page.goto(f"{site}/programs/")
    assert chosen(browser_page) == ["Art"]
    assert browser_page.get_by_role("button", name="In comparison Art").get_attribute("aria-pressed") == "true"
    browser_page.get_by_role("button", name="Add to comparison Law").click()
    tray.get_by_role("link", name="Compare").click()
    assert urlsplit(browser_page.url).query == "program={art}&program={law}".format(**keys())
    assert not tray.is_visible()
    browser_page.get_by_role("link", name="Remove Art").click()
    browser_page.goto(site)
    assert chosen(browser_page) == ["Law"]
    tray.get_by_role("button", name="Remove all and close").click()
    assert not tray.is_visible()
    browser_page.reload()
    assert not tray.is_visible()


def test_the_words_for_too_many_go_when_there_is_room_again(site: str, browser_page: BrowserPage) -> None:
    article = ArticlePage.objects.get(slug="jobs")
    for name in ("Music", "Dance", "Sport"):
        lead_to(article, name)
    browser_page.goto(f"{site}/programs/")
    few = browser_page.locator("[data-tray=few]")
    for name in ("Art", "Law", "Music", "Dance", "Sport"):
        browser_page.get_by_role("button", name=f"Add to comparison {name}").click()
    assert few.inner_text() == "Four programs at most: remove one first."
    assert chosen(browser_page) == ["Art", "Law", "Music", "Dance"]
    for name in ("Art", "Law", "Music"):
        browser_page.get_by_role("button", name=f"Remove: {name}").click()
    assert few.inner_text() == "Add at least two programs to compare."


def test_the_tray_works_by_keyboard(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(f"{site}/programs/")
    for name in ("Art", "Law"):
        browser_page.get_by_role("button", name=f"Add to comparison {name}").focus()
        browser_page.keyboard.press("Enter")
    browser_page.get_by_role("button", name="Remove: Art").focus()
    browser_page.keyboard.press("Space")
    assert chosen(browser_page) == ["Law"]
    assert browser_page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: Law"
    browser_page.keyboard.press("Enter")
    assert chosen(browser_page) == []


def test_what_another_page_wrote_into_the_list_is_no_harm(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(site)
    for kept in ("{", "null", '[{"key": 1}, {"key": "7", "name": "<img src=x onerror=alert(1)>"}]'):
        browser_page.evaluate("kept => localStorage.setItem('gleaner.programs', kept)", kept)
        browser_page.reload()
    assert chosen(browser_page) == ["<img src=x onerror=alert(1)>"]
    assert browser_page.locator(".tray img").count() == 0


def test_a_shared_comparison_leaves_my_own_choice_alone(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(f"{site}/programs/")
    browser_page.get_by_role("button", name="Add to comparison Art").click()
    browser_page.goto(site + "/programs/compare/?program={law}".format(**keys()))
    assert browser_page.locator(".compared thead th").count() == 1
    browser_page.goto(site)
    assert chosen(browser_page) == ["Art"]


def test_comparing_without_a_script(site: str, browser_page: BrowserPage) -> None:
    assert browser_page.context.browser is not None
    plain = browser_page.context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{site}/jobs/")
    plain.get_by_role("link", name="Add to comparison Art").click()
    assert plain.locator(".standfirst").inner_text() == "Add at least two programs to compare."
    plain.get_by_label("Add a program").select_option("Law")
    plain.get_by_role("button", name="Add", exact=True).click()
    assert plain.locator(".compared thead th").count() == 2
    plain.get_by_role("link", name="Remove Art").click()
    assert plain.locator(".compared thead th").count() == 1

    plain.goto(f"{site}/roles/")
    for name in ("Nurse", "Welder"):
        plain.get_by_label(f"Compare {name}").check()
    plain.get_by_role("button", name="Compare the ticked roles").click()
    assert plain.locator(".compared thead th").count() == 2
    plain.goto(f"{site}/roles/compare/?role=nurse")
    plain.get_by_label("Add a role").fill("welder")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/roles/compare/?role=nurse&role=welder")


def test_roles_are_found_in_place(site: str, browser_page: BrowserPage) -> None:
    browser_page.goto(f"{site}/roles/")
    browser_page.evaluate("window.stayed = true")
    browser_page.get_by_label("Find a role").type("weld")
    browser_page.wait_for_url("**/roles/?q=weld*")
    assert browser_page.locator(".role-name a").all_inner_texts() == ["Welder"]
    browser_page.get_by_label("Pay in").select_option("USD-hour")
    browser_page.wait_for_url("**pay=USD-hour*")
    assert browser_page.evaluate("window.stayed") is True
    assert browser_page.get_by_label("Find a role").input_value() == "weld"
    assert browser_page.locator("body > [role=status]").text_content() == "1 role"


def test_going_back_finds_what_was_asked_before(site: str, browser_page: BrowserPage) -> None:
    from playwright.sync_api import expect

    page = browser_page
    rows, search = page.locator(".role-name a"), page.get_by_label("Find a role")
    page.goto(f"{site}/roles/")
    page.evaluate("window.stayed = true")
    for letters in ("we", "ld"):  # slow enough for an answer to each: one step back takes both away
        search.press_sequentially(letters)
        page.wait_for_url(f"**q=*{letters}&*")
    expect(rows).to_have_text(["Welder"])
    page.get_by_label("Sorted by").select_option("name")
    page.wait_for_url("**sort=name*")
    page.evaluate("location.hash = 'content'")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Sorted by")).to_have_value("articles")
    expect(search).to_have_value("weld")
    page.go_back()
    expect(rows).to_have_text(["Nurse", "Welder"])
    expect(search).to_have_value("")
    assert page.url == f"{site}/roles/"
    assert page.evaluate("window.stayed") is True
