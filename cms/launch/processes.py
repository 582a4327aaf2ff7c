"""Child processes that end with their parent: the sample hub, the site, the worker, the scheduler."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 30.0
"""Seconds that a server may take to answer its first request; a cold start on two slow cores takes about five."""

GRACE = 10.0
"""Seconds between the polite signal and the kill, long enough for a worker to end the page it writes."""


class LaunchError(Exception):
    """Something could not be started. Raised by this package; the message says what, why and what to do."""


@dataclass
class Family:
    """The processes that one `up` started; `end()` leaves none of them behind."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start `python ARGUMENTS` with its output in NAME.log."""
        with self.log(name).open("ab") as log:
            self.children[name] = subprocess.Popen(  # noqa: S603 - our own interpreter and modules
                [sys.executable, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                # Ctrl-C in a terminal reaches the whole group: the children are ended by us, in order.
                start_new_session=True,
            )

    def log(self, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f"{name}.log"

    def wait_for(self, name: str, address: str) -> None:
        """Return when the address answers, whatever it answers; LaunchError when it does not in time."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.check(name)
            try:
                urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - a loopback address of ours
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise LaunchError(
            f"The {name} did not answer at {address} within {PATIENCE:.0f} seconds; see {self.log(name)}."
        )

    def check(self, name: str) -> None:
        """LaunchError when this child has ended."""
        code = self.children[name].poll()
        if code is not None:
            raise LaunchError(f"The {name} ended by itself (exit code {code}); see {self.log(name)}.")

    def end(self) -> None:
        """Ask all to end, wait, and kill what is left, with all that they started."""
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(child, signal.SIGKILL)
                child.wait()
        self.children.clear()


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        child.poll()


def check_port_free(port: int, variable: str) -> None:
    """LaunchError when something listens on the port already; `variable` is how to choose another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LaunchError(
                f"Port {port} is taken by another program; choose one with {variable}=, "
                f"as in: make run {variable}={port + 100}"
            ) from error
