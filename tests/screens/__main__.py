"""The last half of `make screens`: photograph the readers' pages of the sample hub, and write the page of all screens.

The workbench's are photographed by its own test, which brings an editor's work along.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypedDict

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import QUIET, find_browser
from tests.running_site import ARTICLE, COMPARED_ROLES, ROLE, running_site
from tests.sample_hub import PROJECT

FOLDER = PROJECT / "docs/screens"
PAGES = {
    "home": "/",
    "list": "/all-articles/?area_of_study=engineering",
    "article": ARTICLE,
    "roles": "/roles/",
    "role": ROLE,
    "compare": COMPARED_ROLES,
    "programs": "/programs/",
}


class Look(TypedDict):
    width: int
    height: int
    scheme: Literal["light", "dark"]


LOOKS: Mapping[str, Look] = {
    "light": {"width": 1280, "height": 900, "scheme": "light"},
    "dark": {"width": 1280, "height": 900, "scheme": "dark"},
    "phone": {"width": 390, "height": 844, "scheme": "light"},
}


def main() -> int:
    executable = find_browser()
    if executable is None:
        print("skipped: no Chromium here; install it, or name it with CHROMIUM=", file=sys.stderr)  # noqa: T201
        return 0
    with TemporaryDirectory() as folder, running_site(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        for look, said in LOOKS.items():
            photograph(browser, site, look, said)
        browser.close()
    (FOLDER / "README.md").write_text("\n".join(gallery()) + "\n", encoding="utf-8")
    return 0


def photograph(browser: Browser, site: str, look: str, said: Look) -> None:
    size = {"width": said["width"], "height": said["height"]}
    page = browser.new_page(viewport=size, color_scheme=said["scheme"], reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(site)  # the fonts come with the first visit, and are used from the second on
    for name, path in PAGES.items():
        answer = page.goto(site + path, wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, path
        page.screenshot(path=FOLDER / f"hub-{name}-{look}.png")
    page.close()


def gallery() -> Iterator[str]:
    yield "# What it looks like"
    yield ""
    yield "Photographed by `make screens` from the running program."
    yield ""
    yield "## The readers' hub"
    for name in PAGES:
        yield from _row(name, {look: f"hub-{name}-{look}.png" for look in LOOKS})
    yield ""
    yield "## The editors' workbench"
    for desk in sorted(FOLDER.glob("*-desk.png")):
        name = desk.name.removesuffix("-desk.png")
        yield from _row(name, {device: f"{name}-{device}.png" for device in ("desk", "phone")})


def _row(name: str, pictures: Mapping[str, str]) -> Iterator[str]:
    title = name.replace("-", " ").capitalize()
    yield from ("", f"### {title}", "")
    yield f"| {' | '.join(pictures)} |"
    yield f"|{'---|' * len(pictures)}"
    yield f"| {' | '.join(f'![{title}, {look}]({file})' for look, file in pictures.items())} |"


if __name__ == "__main__":
    sys.exit(main())
