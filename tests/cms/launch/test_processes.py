"""Children answer, are watched, and end with everything that they started."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.launch import processes
from cms.launch.processes import Family, LaunchError, check_port_free
from tests.sample_hub import free_port
from tests.waiting import wait_until

SLEEPER = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', %r]); print(p.pid, flush=True); p.wait()"


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    family = Family(tmp_path)
    yield family
    family.end()


def first_line(path: Path) -> str:
    wait_until(lambda: path.exists() and path.read_text(encoding="utf-8").endswith("\n"), path.name)
    return path.read_text(encoding="utf-8")


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_a_server_is_waited_for(family: Family) -> None:
    port = free_port()
    family.start("server", "-m", "http.server", str(port), "--bind", "127.0.0.1")
    family.wait_for("server", f"http://127.0.0.1:{port}/")
    family.check("server")


def test_an_error_page_is_an_answer_too(family: Family) -> None:
    port = free_port()
    family.start("server", "-m", "http.server", str(port), "--bind", "127.0.0.1")
    family.wait_for("server", f"http://127.0.0.1:{port}/missing")


def test_a_child_that_ends_by_itself_is_named_with_its_log(family: Family) -> None:
    family.start("server", "-c", "raise SystemExit(3)")
    with pytest.raises(LaunchError, match=r"The server ended by itself \(exit code 3\); see .*server\.log"):
        family.wait_for("server", f"http://127.0.0.1:{free_port()}/")


def test_a_server_that_never_answers_is_given_up(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.3)
    family.start("server", "-c", SLEEPER)
    with pytest.raises(LaunchError, match="did not answer"):
        family.wait_for("server", f"http://127.0.0.1:{free_port()}/")


def test_the_end_takes_grandchildren_along(family: Family) -> None:
    family.start("parent", "-c", PARENT % SLEEPER)
    grandchild = int(first_line(family.log("parent")))
    family.end()
    for _ in range(100):
        if not is_running(grandchild):
            return
        time.sleep(0.05)
    os.kill(grandchild, signal.SIGKILL)
    raise AssertionError("a process outlived the end")


def test_a_child_that_does_not_listen_is_killed(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE", 0.3)
    family.start("deaf", "-c", DEAF)
    first_line(family.log("deaf"))
    child = family.children["deaf"]
    family.end()
    assert child.returncode == -signal.SIGKILL


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LaunchError, match=rf"Port {port} is taken .* make run HUB_PORT="):
            check_port_free(port, "HUB_PORT")


def test_a_free_port_passes() -> None:
    check_port_free(free_port(), "PORT")
