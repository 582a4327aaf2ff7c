"""Rich text of many shapes, most of them near the form in which the editor saves it."""

from __future__ import annotations

from hypothesis import strategies as st

SIGNS = st.characters(codec="utf-8", exclude_characters="<>&")
WORDS = st.text(SIGNS, min_size=1, max_size=6)
CHOSEN = st.sampled_from(
    [
        "lead",
        "90%",
        "it's",
        '"so"',
        "&amp;",
        "&lt;",
        "&gt;",
        "&quot;",
        "😀",
        "é",
        "e\u0301",
        "\u00a0",
        "\u200d",
        "\\",
        "]]",
    ]
)
TEXT = st.one_of(CHOSEN, WORDS, st.just(" "))
LINE = st.lists(TEXT, min_size=1, max_size=5).map("".join)
ADDRESSES = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='"<>&'), max_size=12)
HOSTS = st.sampled_from(["a.example/", "a-b.example?", "a.b.example#", "a.example:80/", "", "xn--a.example/", "1.2/"])
LINK = st.builds('<a href="https://{}{}">{}</a>'.format, HOSTS, ADDRESSES, LINE)
MARKED = st.one_of(st.builds("<{0}>{1}</{0}>".format, st.sampled_from("bi"), LINE), LINK)
LINES = st.lists(st.one_of(LINE, MARKED, st.just(" ")), min_size=1, max_size=6).map("".join)
PARAGRAPH = st.builds("<p>{}</p>".format, LINES)
ITEMS = st.lists(st.builds("<li>{}</li>".format, LINES), min_size=1, max_size=3).map("".join)
LIST = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["ul", "ol"]), ITEMS)
HTML = st.one_of(st.lists(st.one_of(PARAGRAPH, LIST), min_size=1, max_size=3).map("".join), LINES)
