"""Facts of a role: "Median salary: …" lines, label to value in page order."""

from __future__ import annotations

import re

from scraper.parsing.spans import plain

BOLD_LABEL = re.compile(r"^<b>((?:(?!</?b>).){2,60}?)\s*[:：]?\s*</b>\s*[:：]?\s*(.+)$", re.DOTALL)
PLAIN_LABEL = re.compile(r"^([A-ZÀ-Þ][^:.<>?!]{2,40}):\s+(.+)$", re.DOTALL)
KNOWN_LABEL = re.compile(
    r"salar|pay|wage|earn|income|compensation|growth|outlook|openings|skill|dut|responsib|education|degree|experience|industr|requirement"
    r"|employer|certif|role|job|descri|where|work|setting|tasks|sueldo|gehalt|salaire|stipendio|aufgaben|fähigkeiten|compétences|habilidades|crecimiento",
    re.IGNORECASE,
)
LINE = re.compile(r"</?(?:p|ul|ol|li)>|<br>")
COLON_AT_END = re.compile(r"[:：]\s*</b>|</b>\s*[:：]")
LONGEST_LABEL_WORDS = 6


def read_facts(html: str) -> dict[str, str]:
    """Label to value. The label is bold with a colon, or plain and one that roles are described by.

    >>> read_facts("<p><b>Median salary:</b> $95,000 per year</p>")
    {'Median salary': '$95,000 per year'}
    """
    found: dict[str, str] = {}
    for line in LINE.split(html):
        label_and_value = read_fact(line.strip())
        if label_and_value is not None:
            found.setdefault(*label_and_value)
    return found


def read_fact(line: str) -> tuple[str, str] | None:
    """The label and the value of one line of inline HTML; None where it is none."""
    if (match := BOLD_LABEL.match(line)) and COLON_AT_END.search(line[: match.start(2) + 1]):
        label, value = plain(match[1]), plain(match[2])
    elif (match := PLAIN_LABEL.match(plain(line))) and KNOWN_LABEL.search(match[1]):
        label, value = match[1], match[2]
    else:
        return None
    label, value = label.rstrip(":： ").strip(), value.strip(" :：")
    if not label or not value or len(label.split()) > LONGEST_LABEL_WORDS:
        return None
    return label, value.replace("\n", " ")
