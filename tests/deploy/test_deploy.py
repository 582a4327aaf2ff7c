"""The files that installations are made with: linted, and true to what the project has."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from cms.environment import env
from scraper.settings import CONTACT_VARIABLE, TIMEOUT_VARIABLE

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
TOOLS = Path(sys.executable).parent

OURS = env.scheme.keys() | {CONTACT_VARIABLE, TIMEOUT_VARIABLE}
# Read by the services or by boto3, not by the settings.
OF_OTHERS = {"POSTGRES_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"}


def said(*command: str | Path) -> str:
    result = subprocess.run(command, capture_output=True, text=True)
    return result.stdout + result.stderr if result.returncode else ""


def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return content


def test_the_container_file_passes_its_linter() -> None:
    assert said(TOOLS / "hadolint", DEPLOY / "Containerfile") == ""


def test_the_container_takes_along_what_there_is() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    for copied in (line.split()[1] for line in lines if line.startswith("COPY ")):
        assert (PROJECT / copied).exists(), copied


def test_the_compose_file_passes_its_linter() -> None:
    rules = (
        "{extends: default, rules: {line-length: {max: 130}, document-start: disable, braces: {max-spaces-inside: 0}}}"
    )
    assert said(TOOLS / "yamllint", "--strict", "-d", rules, DEPLOY / "compose.yaml") == ""


def test_services_wait_for_services_that_there_are() -> None:
    services = compose()["services"]
    assert {"site", "worker", "scheduler", "postgres", "redis"} <= services.keys()
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= services.keys(), name


def test_every_command_is_one_of_ours() -> None:
    commands = [" ".join(service.get("command", [])) for service in compose()["services"].values()]
    texts = [*commands, *(unit.read_text(encoding="utf-8") for unit in UNITS)]
    named = {name for text in texts for name in re.findall(r"manage\.py (\w+)", text)}
    assert {"migrate", "collectstatic", "worker", "scheduler"} <= named
    assert named <= get_commands().keys()


def options_of(unit: str) -> dict[str, str]:
    return dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / "systemd" / unit).read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("unit", [unit.name for unit in UNITS if unit.suffix == ".service"])
def test_every_service_knows_the_settings_and_keeps_its_files_to_itself(unit: str) -> None:
    options = options_of(unit)
    assert options["EnvironmentFile"] == "/etc/gleaner.env"
    assert (options["UMask"], options["StateDirectoryMode"]) == ("0077", "0700")


def test_a_command_by_hand_is_run_as_the_services_run_it(tmp_path: Path) -> None:
    noting = tmp_path / "systemd-run"
    noting.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    noting.chmod(0o755)
    command = [DEPLOY / "gleaner", "sources", "add", "a b"]
    done = subprocess.run(command, env={"PATH": f"{tmp_path}:/bin"}, capture_output=True, text=True, check=True)
    service = options_of("gleaner-prepare.service")
    said = done.stdout.splitlines()
    [start] = [number for number, word in enumerate(said) if word.startswith("/")]
    assert [*service["ExecStart"].split()[:2], "sources", "add", "a b"] == said[start:]
    assert {
        f"--uid={service['User']}",
        f"--gid={service['Group']}",
        f"--working-directory={service['WorkingDirectory']}",
        f"--property=EnvironmentFile={service['EnvironmentFile']}",
        f"--property=UMask={service['UMask']}",
    } <= set(said[:start])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_units_are_what_systemd_takes(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    for each in UNITS:
        # The programs stand elsewhere on the machine that has them.
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", each.read_text(encoding="utf-8"))
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    verified = tmp_path / unit.name.replace("@.", "@1.")
    result = subprocess.run(["systemd-analyze", "verify", "--man=no", verified], capture_output=True, text=True)
    assert not [line for line in result.stderr.splitlines() if "gleaner" in line]


def test_a_worker_s_end_leaves_its_crawl_to_it() -> None:
    """A crawl that gets the signal too ends as if the source had no more, and nobody takes it up."""
    assert "KillMode=mixed" in (DEPLOY / "systemd/gleaner-worker@.service").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["gleaner-site", "gleaner-worker@", "gleaner-scheduler"])
def test_a_process_comes_back_while_the_database_is_away(name: str) -> None:
    """One that requires the preparation is not tried again where that fails, and would migrate at each of its ends."""
    lines = (DEPLOY / f"systemd/{name}.service").read_text(encoding="utf-8").splitlines()
    assert {"Wants=gleaner-prepare.service", "After=gleaner-prepare.service", "Restart=always"} <= set(lines)
    assert not [line for line in lines if line.startswith(("Requires=", "BindsTo="))]


def test_the_preparation_is_done_once_and_again_where_it_failed() -> None:
    lines = (DEPLOY / "systemd/gleaner-prepare.service").read_text(encoding="utf-8").splitlines()
    assert {"RemainAfterExit=yes", "Restart=on-failure", "PartOf=gleaner.target"} <= set(lines)


def test_the_list_of_settings_is_whole() -> None:
    listed = set(
        re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (DEPLOY / "gleaner.env.example").read_text(encoding="utf-8"), re.M)
    )
    assert listed - OF_OTHERS == OURS


def test_every_setting_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", (PROJECT / "docs/operating.md").read_text(encoding="utf-8"), re.M))
    assert explained >= OURS
