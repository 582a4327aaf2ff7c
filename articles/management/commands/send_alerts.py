"""`manage.py send_alerts`: send the alerts that are due, for cron or a timer of the system."""

from __future__ import annotations

import sys
from typing import Any

from articles.alerts.send import send_due
from articles.management.base import HubCommand


class Command(HubCommand):
    help = (
        "Send the alerts that are due, by e-mail and to the webhooks. What cannot be sent waits, longer each time, and "
        "is given up after two days. The scheduler does the same by itself. The exit code is 0 only when all was sent."
    )
    epilog = """\
examples:
  manage.py send_alerts           once; call it every minute where no scheduler runs
"""

    def handle(self, **options: Any) -> None:
        done = send_due()
        said = ", ".join(f"{done[word]} {word}" for word in ("sent", "failed", "dropped") if done[word])
        self.stdout.write(said or "Nothing is due.")
        if done["failed"]:
            sys.exit(1)
