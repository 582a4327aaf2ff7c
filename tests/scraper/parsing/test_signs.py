"""Names and dates that the markup marks, away from the lines at the headline."""

from __future__ import annotations

import pytest

from tests.scraper.parsing.making import OPENING, article


def names(body: str, **more: str) -> list[tuple[str, str]]:
    return [(author.name, author.role) for author in article(body, **more).authors]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='PostHeader_authorName__x1'>Ada Byron</div>",
        "<div class='author'><span class='name'>Ada Byron</span><span class='role'>Dean of Steel</span></div>",
        "<span itemprop='author'><span itemprop='name'>Ada Byron</span></span>",
        "<p>Written by</p><p>Ada Byron</p>",
        "<p><span>By</span><a href='/people/ada/'>Ada Byron</a><span>Senior editor</span></p>",
        "<div><a href='/authors/ada-byron/'>Ada Byron</a></div>",
    ],
)
def test_a_marked_author(markup: str) -> None:
    assert names(markup + OPENING) == [("Ada Byron", "author")]


def test_an_author_at_the_foot() -> None:
    assert names(f"{OPENING * 12}<footer class='author-box'><p>Written by Ada Byron</p></footer>") == [
        ("Ada Byron", "author")
    ]


def test_people_in_comments_and_cards_are_others() -> None:
    others = (
        "<section class='comments'><p class='author'>Max Frisch</p><time>5 May 2011</time></section>"
        "<div class='card'><span class='author'>Max Frisch</span><span class='date'>May 5, 2011</span></div>"
    )
    found = article(OPENING + others)
    assert (found.authors, found.published, found.updated) == ([], None, None)


@pytest.mark.parametrize(
    ("markup", "dates"),
    [
        ("<div class='meta'><span class='post_date'>May 1, 2020</span></div>", ("2020-05-01", None)),
        ("<time class='updated' datetime='2020-05-01'>last spring</time>", (None, "2020-05-01")),
        ("<p><b>Updated:</b> <i>May 1, 2020</i></p>", (None, "2020-05-01")),
        ("<p>Published: 13/02/2024</p><p>Updated: 03/04/2024</p>", ("2024-02-13", "2024-03-04")),
        ("<p>Updated on</p>", (None, None)),
    ],
)
def test_marked_dates(markup: str, dates: tuple[str | None, str | None]) -> None:
    found = article(markup + OPENING)
    assert (found.published, found.updated) == dates


def test_a_line_at_the_page_s_foot_that_says_what_its_date_is() -> None:
    found = article(OPENING * 12 + "</main><footer><p>Last updated: May 1, 2020</p><p>© 2011</p></footer>")
    assert (found.published, found.updated) == (None, "2020-05-01")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-01-02">',
        '<script type="application/ld+json">{"@type": "Article", "headline": "A page", "datePublished": "2019-01-02",'
        ' "dateModified": "2020-06-06"}</script>',
    ],
)
def test_a_displayed_update_leaves_the_publication_to_the_page_s_metadata(head: str) -> None:
    found = article(f"<p>Updated May 1, 2020</p>{OPENING}", head=head)
    assert (found.published, found.updated, found.first_published) == ("2019-01-02", "2020-05-01", None)


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("<div><div><p>May 1, 2020</p></div></div><div class='hero'><img src='/a.png'></div>", "2020-05-01"),
        ("<p>May 1, 2020</p><p>May 2, 2020</p>", None),
        ("<header><p>Friday, May 1, 2020</p></header>", None),
        ("<div class='card'><p>May 1, 2020</p></div>", None),
        ("<div class='elementor-widget'><time datetime='2020-05-01'>May 1</time></div>", "2020-05-01"),
        ("<div class='widget widget_posts'><time datetime='2020-05-01'>May 1</time></div>", None),
    ],
)
def test_a_date_that_stands_alone_is_the_page_s_where_nothing_says_otherwise(before: str, day: str | None) -> None:
    lines = "".join(f"<p>Line {number}</p>" for number in range(12))
    assert article(OPENING, before=before + lines).published == day


def test_an_undisplayed_update_counts_only_where_no_date_is_displayed() -> None:
    head = (
        '<meta property="article:published_time" content="2019-01-02">'
        '<meta property="article:modified_time" content="2020-06-06">'
    )
    assert article(OPENING, head=head).updated == "2020-06-06"
    assert article(f"<p>January 2, 2019</p>{OPENING}", head=head).updated is None


def test_leftover_metadata_is_no_first_publication() -> None:
    data = '{"@type": "Article", "headline": "Quite other words", "datePublished": "2009-01-02"}'
    found = article(f"<p>May 1, 2020</p>{OPENING}", head=f'<script type="application/ld+json">{data}</script>')
    assert (found.published, found.first_published) == ("2020-05-01", None)


def test_an_author_by_reference_in_the_graph() -> None:
    data = (
        '{"@graph": [{"@type": "BlogPosting", "headline": "A page", "author": {"@id": "#ada"}},'
        ' {"@type": ["Person", "Thing"], "@id": "#ada", "name": "Ada Byron"}]}'
    )
    assert names(OPENING, head=f'<script type="application/ld+json">{data}</script>') == [("Ada Byron", "author")]


def test_metadata_settles_the_order_of_day_and_month() -> None:
    head = '<meta property="article:published_time" content="2024-09-10">'
    assert article(f"<p>09.10.2024</p>{OPENING}", head=head).published == "2024-09-10"
