"""Pandoc's own Markdown, turned into what every reader of Markdown knows: divs, attributes, notes, simple tables."""

from __future__ import annotations

import html
import re

SIGN = re.compile(r"^:{3,}\s*\{|^#{1,6} .*\{[#.][^{}]*\}\s*$|^\[\^[^\]\s]{1,40}\]:\s|\]\{[.#][^{}]*\}", re.MULTILINE)
OPENING = re.compile(r"^:{3,}\s*(?:\{(?P<attributes>[^{}]*)\}|(?P<name>[\w-]+))\s*:*\s*$")
CLOSING = re.compile(r"^:{3,}\s*$")
NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]{1,40})\]:\s+(?P<text>.*)$")
REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
RULE = re.compile(r"^\s*-{3,}(?:\s+-{3,})+\s*$")
CAPTION = re.compile(r"^\s*(?:Table)?:\s+(?P<text>\S.*)$")
CODE = re.compile(r"<pre\b.*?</pre>|<code\b.*?</code>", re.DOTALL)
PUT_AWAY = re.compile(r"\x00(\d+)\x00")
"""Where code stood; a page's own text holds no such character."""
HEADING = re.compile(r"(<h[1-6])>(.*?)\s*\{([#.][^{}<>]*)\}\s*(?=</h[1-6]>)", re.DOTALL)
AFTER_LINK = re.compile(r"(</a>|<img\b[^<>]*>)\{[^{}<>]*\}")
SPAN = re.compile(r"\[([^\[\]]{0,2000})\]\{([^{}<>]{0,300})\}")
SUBSCRIPT = re.compile(r"(?<=[\w)])~(\w{1,10})~")
SUPERSCRIPT = re.compile(r"(?<=[\w)])\^(\w{1,10})\^")
DEEPEST_SPANS = 6


def is_pandoc(text: str) -> bool:
    return bool(SIGN.search(text))


def to_plain_markdown(text: str) -> str:
    """Fenced divs as HTML blocks, notes as a list where they belong, simple tables with pipes."""
    lines, notes = _take_notes(text.splitlines())
    written: list[str] = []
    open_divs: list[bool] = []
    numbers = {label: number for number, label in enumerate(notes, 1)}
    told = not notes
    fence = False
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        fence ^= line.lstrip().startswith(("```", "~~~"))
        if fence:
            written.append(line)
        elif match := OPENING.match(line):
            written += ["", f"<div{_attributes(match['attributes'] or '.' + match['name'])}>", ""]
            open_divs.append(False)
        elif CLOSING.match(line) and open_divs:
            if open_divs.pop() and not told:
                written += ["", *_list_of(notes)]
                told = True
            written += ["", "</div>", ""]
        elif RULE.match(line) and written and place < len(lines):
            place = _table(lines, place, written, line)
        else:
            if REFERENCE.search(line) and open_divs:
                open_divs[-1] = True
            written.append(REFERENCE.sub(lambda found: _mark(found, numbers), line))
    return "\n".join(written if told else [*written, "", *_list_of(notes)])


def finish(rendered: str) -> str:
    """Attributes of headings, links and spans, and small letters, in rendered HTML; code is left as it is."""
    kept: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    finished = _finish_text(CODE.sub(put_away, rendered))
    return PUT_AWAY.sub(lambda found: kept[int(found[1])], finished)


def _finish_text(text: str) -> str:
    text = AFTER_LINK.sub(r"\1", text)
    text = HEADING.sub(lambda found: f"{found[1]}{_attributes(found[3])}>{found[2]}", text)
    return SUPERSCRIPT.sub(r"<sup>\1</sup>", SUBSCRIPT.sub(r"<sub>\1</sub>", _spans(text)))


def _spans(text: str) -> str:
    for _ in range(DEEPEST_SPANS):
        text, count = SPAN.subn(lambda found: f"<span{_attributes(found[2])}>{found[1]}</span>", text)
        if not count:
            break
    return text


def _attributes(said: str) -> str:
    """ "#id .class role=main" as HTML attributes."""
    said = html.unescape(said)
    written = ""
    if match := re.search(r"#([\w:.-]+)", said):
        written += f' id="{html.escape(match[1])}"'
    if classes := re.findall(r"(?<![\w#])\.([\w-]+)", said):
        written += f' class="{html.escape(" ".join(classes))}"'
    if match := re.search(r"role=\"?([\w-]+)", said):
        written += f' role="{match[1]}"'
    return written


def _take_notes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without the notes' texts, and the texts by label."""
    kept: list[str] = []
    notes: dict[str, str] = {}
    label = None
    for line in lines:
        if match := NOTE.match(line):
            label = match["label"]
            notes[label] = match["text"]
        elif label is not None and line.startswith("    "):
            notes[label] += " " + line.strip()
        else:
            label = None
            kept.append(line)
    return kept, notes


def _mark(found: re.Match[str], numbers: dict[str, int]) -> str:
    number = numbers.get(found[1])
    return f'<sup><a href="#fn{number}">{number}</a></sup>' if number else found[0]


def _list_of(notes: dict[str, str]) -> list[str]:
    return [*(f"{number}. {text}" for number, text in enumerate(notes.values(), 1)), ""]


def _table(lines: list[str], place: int, written: list[str], rule: str) -> int:
    """A simple table whose header stands over the rule; the place after it and its caption."""
    starts = [match.start() for match in re.finditer(r"-+", rule)]
    rows: list[str] = []
    while place < len(lines) and lines[place].strip() and not CAPTION.match(lines[place]):
        rows.append(lines[place])
        place += 1
    header = written.pop() if written and written[-1].strip() else ""
    written += ["", _row(header, starts), "|" + " --- |" * len(starts)]
    written += [_row(row, starts) for row in rows if not RULE.match(row)]
    after = place
    while after < len(lines) and not lines[after].strip():
        after += 1
    if after < len(lines) and (match := CAPTION.match(lines[after])):
        written += ["", f'<p class="table-caption">{html.escape(match["text"])}</p>', ""]
        return after + 1
    return place


def _row(line: str, starts: list[int]) -> str:
    ends = [*starts[1:], len(line) + 1]
    return (
        "| "
        + " | ".join(line[start:end].strip().replace("|", "\\|") for start, end in zip(starts, ends, strict=True))
        + " |"
    )
