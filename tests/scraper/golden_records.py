"""Golden pages with their whole records: `page.html` or `page.md` beside `page.json` with "url" and "record".

After a wanted change of the parser write the records anew, and read the difference before it is committed:

    python -m tests.scraper.golden_records NAME…      (all of them without a name)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from scraper import parse_article

FOLDER = Path(__file__).parent / "golden"


def recorded() -> list[Path]:
    """The folders of the pages whose whole record is kept."""
    return sorted(each.parent for each in FOLDER.glob("*/page.json") if "record" in json.loads(each.read_text("utf-8")))


def page_of(folder: Path) -> str:
    return next(each for each in folder.glob("page.*") if each.suffix in (".html", ".md")).read_text("utf-8")


def parse(folder: Path, url: str) -> dict[str, Any]:
    """The page's record; its fingerprint apart, which only repeats it."""
    record = parse_article(page_of(folder), url).to_dict()
    del record["fingerprint"]
    return record


def write(folder: Path) -> None:
    path = folder / "page.json"
    url = json.loads(path.read_text("utf-8"))["url"]
    text = json.dumps({"url": url, "record": parse(folder, url)}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    for chosen in [FOLDER / name for name in sys.argv[1:]] or recorded():
        write(chosen)
