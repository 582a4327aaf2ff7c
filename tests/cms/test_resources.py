"""The site's own templates and static files are found, each in one place only."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template

from cms import settings

CMS = Path(settings.__file__).parent


@pytest.mark.parametrize("name", ["base.html", "404.html", "500.html"])
def test_templates_are_the_sites_own(name: str) -> None:
    assert get_template(name).origin.name == str(CMS / "templates" / name)  # type: ignore[attr-defined]


def test_the_style_sheet_is_found_once() -> None:
    assert finders.find("cms/site.css", find_all=True) == [str(CMS / "static" / "cms" / "site.css")]


def test_no_static_file_is_collected_twice() -> None:
    said = StringIO()
    call_command("collectstatic", dry_run=True, interactive=False, verbosity=2, stdout=said)
    assert "site.css" in said.getvalue()
    assert "another file" not in said.getvalue()
