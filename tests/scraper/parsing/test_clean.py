from __future__ import annotations

import pytest

from scraper.parsing.clean import clean_code, clean_inline, clean_prose

BASE = "https://a.edu/x/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<strong>a</strong> <em>b</em> <code>c</code><sup>1</sup>", "<b>a</b> <i>b</i> <code>c</code><sup>1</sup>"),
        ('<a href="/y" class="z" target="_blank">y</a>', '<a href="https://a.edu/y">y</a>'),
        ('<a href="javascript:x">y</a>', "y"),
        ("<span style='x'>a&nbsp;b</span>\n\n c", "a b c"),
        ("<script>x</script>a<style>y</style>", "a"),
        ("<b></b>a<br><br>", "a"),
    ],
)
def test_inline(html: str, expected: str) -> None:
    assert clean_inline(html, BASE) == expected


def test_lists_nest_and_rules_go() -> None:
    html = "<ul class=x>\n <li>a\n  <ol><li><p>b</p></li></ol></li>\n</ul><hr>"
    assert clean_prose(html, BASE) == "<ul><li>a<ol><li><p>b</p></li></ol></li></ul>"


def test_code_keeps_its_lines_and_their_indentation() -> None:
    code = "<pre><code>if x:\n<span>    </span><span>return  1</span>\n\ty = 2</code></pre>"
    indent = "\N{NO-BREAK SPACE}" * 4
    assert clean_code(code, BASE) == f"<code>if x:<br>{indent}return 1<br>{indent}y = 2</code>"
