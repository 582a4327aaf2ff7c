"""The page on which a page is tried: who may, what it shows, and that it changes and fetches nothing unasked."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.models import ArticlePage, Source, SourceDocument
from articles.sync import in_time
from tests.articles.admin.trying.conftest import ARTICLE, PAGE
from tests.scraper.hub_server import hub_server, page

NEW = ("try", "try_results", "try_adopt")
OF_SOURCE = ("try_source", "try_source_results", "try_source_adopt")
SENT = {"address": ARTICLE, "page": PAGE, "profile": "{}"}


def url(name, source=None):
    return reverse(f"hub_sources:{name}", args=[source.pk] if source else [])


def words(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def row(answer, key):
    return next(each for each in answer.context["result"].fields if each.key == key)


# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codenames", "new", "of_source"),
    [
        (["add_source"], {"try", "try_results", "try_adopt"}, set()),
        (["change_source"], {"try", "try_results"}, set(OF_SOURCE)),
        (["view_source"], set(), set()),
        (["delete_source", "view_syncrun"], set(), set()),
    ],
)
def test_who_may_try(signed_in, source, fetched, codenames, new, of_source):
    client = signed_in(*codenames)
    allowed = new | of_source
    for name in NEW + OF_SOURCE:
        address = url(name, source if name in OF_SOURCE else None)
        # The admin sends whoever may not away, and says why there.
        refused = {"/admin/"} if name not in allowed else set()
        for answer in (client.post(address, SENT), client.post(address, {**SENT, "do": "fetch"})):
            assert {answer.headers.get("Location")} & {"/admin/"} == refused, name
        got = client.get(address)
        if name in ("try", "try_source"):
            assert {got.headers.get("Location")} & {"/admin/"} == refused, name
            assert got.status_code == (200 if name in allowed else 302)
        else:
            assert got.status_code in (302, 405)
    if not allowed:
        assert fetched == []


def test_who_may_not_enter_the_admin_may_not_try(source, fetched):
    for name in NEW + OF_SOURCE:
        address = url(name, source if name in OF_SOURCE else None)
        assert "/login/" in Client().post(address, {**SENT, "do": "fetch"}).url
    assert fetched == []


def test_a_forged_press_is_refused(operator, source, fetched):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = operator.cookies
    for name in NEW + OF_SOURCE:
        address = url(name, source if name in OF_SOURCE else None)
        assert strict.post(address, {**SENT, "do": "fetch"}).status_code == 403
    assert fetched == []


def test_looking_fetches_nothing_and_nothing_is_changed(operator, source, fetched):
    SourceDocument.objects.create(source=source, url=ARTICLE, slug="one")
    page = words(operator.get(url("try_source", source)))
    assert ARTICLE in page
    assert "https://x.example/" in words(operator.get(url("try") + "?address=https://x.example/"))
    assert fetched == []
    operator.post(url("try_source", source), {**SENT, "do": "fetch", "profile": '{"noise": [".promo"]}'})
    source.refresh_from_db()
    assert source.profile == {}
    assert (ArticlePage.objects.count(), Source.objects.count(), ModelLogEntry.objects.count()) == (0, 1, 0)


def test_an_unknown_source_is_not_found(operator, source):
    assert operator.get(reverse("hub_sources:try_source", args=[source.pk + 1])).status_code == 404


# --- fetching --------------------------------------------------------------------------------------------------------


def test_the_fetched_page_comes_along_so_that_it_is_not_fetched_again(operator, source, fetched):
    answer = operator.post(
        url("try_source", source), {"do": "fetch", "address": "https://hub.example/a", "profile": ""}
    )
    assert fetched == [("page", "https://hub.example/a", source)]
    form = answer.context["form"]
    assert (form["address"].value(), form["page"].value()) == (ARTICLE, PAGE)
    again = operator.post(url("try_source_results", source), {**SENT, "page": form["page"].value()})
    assert row(again, "title").values == ["One article"]
    operator.post(url("try_source_results", source), {**SENT, "do": "fetch"})
    assert len(fetched) == 1


def test_a_hub_shows_its_first_article_and_is_kept(operator, fetched):
    answer = operator.post(url("try"), {"do": "search", "address": "https://hub.example/articles/", "profile": ""})
    assert fetched == [("hub", "https://hub.example/articles/", None)]
    assert answer.context["form"]["hub"].value() == "https://hub.example/articles/"
    assert "a run of this hub takes it for an article" in words(answer)


@pytest.mark.parametrize("do", ["fetch", "search"])
def test_a_private_address_is_refused_before_anything_is_asked(operator, source, do):
    with hub_server({"/hub/one/": page("One")}) as server:
        for address in (url("try"), url("try_source", source)):
            answer = words(operator.post(address, {"do": do, "address": server.at("/hub/one/"), "profile": ""}))
            assert "The page could not be fetched:" in answer
            assert "private address" in answer
            assert ("is added first" in answer) is (address == url("try"))
        assert server.asked == []


def test_a_source_that_allows_private_addresses_is_tried_on_its_own_host(operator, source):
    with hub_server({"/hub/one/": page("One")}) as server:
        Source.objects.update(address=server.at("/hub/"), allow_private=True)
        answer = operator.post(
            url("try_source", source), {"do": "fetch", "address": server.at("/hub/one/"), "profile": ""}
        )
        assert row(answer, "title").values == ["One"]


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"do": "fetch", "address": ""}, "address", "Give the address"),
        ({"do": "search", "address": " "}, "address", "Give the address"),
        ({"do": "fetch", "address": "file:///etc/passwd"}, "address", "no web address"),
        ({"do": "read", "page": ""}, "page", "Paste a page"),
        ({"page": "<h1>One</h1>", "address": ""}, "address", "does not say its own address"),
        ({"page": "x" * 2_000_001, "address": ARTICLE}, "page", "too large"),
        ({"page": PAGE, "address": ARTICLE, "profile": '{"noise": ["[["]}'}, "profile", "profile.noise[0]"),
        ({"page": PAGE, "address": ARTICLE, "profile": '{"nose": []}'}, "profile", "nose"),
        ({"page": PAGE, "address": ARTICLE, "profile": '{"noise": [}'}, "profile", "in line 1, column 12"),
        ({"page": PAGE, "address": ARTICLE, "profile": "[]"}, "profile", "in braces"),
        ({"page": PAGE, "address": ARTICLE, "profile": f'{{"noise": ["{"x" * 20_000}"]}}'}, "profile", "too long"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(operator, fetched, sent, field, said):
    for name in ("try", "try_results"):
        if name == "try_results" and sent.get("do") in ("fetch", "search"):
            continue
        answer = operator.post(url(name), {"profile": "{}", **sent})
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [field]
        assert said in " ".join(answer.context["form"].errors[field])
        place = words(answer).split(f'id="try-errors-{field}"')[1].split("</p>")[0]
        assert "error-message" in place
    assert fetched == []


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_each_field_is_told_with_the_rule_that_won(operator, source):
    answer = operator.post(url("try_source_results", source), SENT)
    assert row(answer, "title").rules == ["headline <h1>"]
    assert row(answer, "authors").values == ["Ada Example"]
    assert row(answer, "published").values == ["2024-07-25"]
    assert row(answer, "summary").rules == ["meta description"]
    page = words(answer)
    for said in (
        "salary, median",
        "62,000 USD a year",
        'href="https://www.bls.gov/ooh/"',
        "A second heading",
        "Heading 2",
        "By its address, a run of this hub takes it for an article.",
    ):
        assert said in page


def test_the_profile_decides_what_is_read(operator, source):
    profile = '{"selectors": {"title": "h2.second", "byline": ".nowhere"}, "noise": [".promo"], "exclude": ["/one/"]}'
    answer = operator.post(url("try_source_results", source), {**SENT, "profile": profile})
    assert row(answer, "title").values == ["A second heading"]
    assert row(answer, "profile").values == [
        "title: h2.second – finds 1 elements",
        "byline: .nowhere – finds 0 elements",
    ]
    assert "profile" in [kind for kind, _ in answer.context["result"].removed]
    assert "passes it over" in words(answer)


def test_a_mistake_in_the_profile_leaves_the_last_reading(operator, source):
    answer = operator.post(url("try_source_results", source), {**SENT, "profile": '{"include": ["("]}'})
    page = words(answer)
    assert 'id="try-result" data-stale' in page
    assert "profile.include[0]" in page
    assert answer.context["result"] is None


def test_a_markdown_capture_is_read_with_its_own_address(operator):
    capture = f"Title: One\n\nURL Source: {ARTICLE}\n\nMarkdown Content:\n# One\n\nBy Ada Example\n\n" + "Words. " * 40
    answer = operator.post(url("try"), {"do": "read", "address": "", "page": capture, "profile": ""})
    assert row(answer, "url").values == [ARTICLE]
    assert row(answer, "title").values == ["One"]


def test_what_comes_from_the_page_stays_text(operator, source):
    nasty = PAGE.replace("One article", "One &lt;script&gt;alert(1)&lt;/script&gt;").replace(
        "A second heading", "<script>alert(2)</script><img src=x onerror=alert(3)>Second"
    )
    nasty = nasty.replace("https://www.bls.gov/ooh/", "javascript:alert(4)")
    nasty = nasty.replace("</article>", "</article></textarea><script>alert(5)</script>")
    for name in ("try_source", "try_source_results"):
        page = words(operator.post(url(name, source), {**SENT, "page": nasty}))
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(" not in page
        assert "<img src=x" not in page
        assert 'href="javascript:' not in page


def test_a_page_without_an_article_says_why(operator, source):
    answer = operator.post(url("try_source", source), {**SENT, "page": "<!doctype html><html><body></body></html>"})
    assert "There is no article to read: the page has no" in words(answer)


def test_listings_that_are_no_addresses_are_told(operator, source):
    answer = operator.post(url("try_source_results", source), {**SENT, "profile": '{"listings": ["javascript:x"]}'})
    assert "listings cannot be read" in words(answer)


def test_an_expression_that_goes_astray_holds_nobody_up(signed_in, monkeypatch):
    monkeypatch.setattr(in_time.refuse_if_slow, "__kwdefaults__", {"patience": 4.0})
    hostile = PAGE.replace("A second heading", f"{'a' * 60}!")
    sent = {**SENT, "page": hostile, "profile": '{"role_headings": ["^(a+)+$"]}'}
    answer = signed_in("add_source", "change_source").post(url("try_results"), sent)
    assert "Reading takes too long" in words(answer)
    assert answer.context["result"] is None
