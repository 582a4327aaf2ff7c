"""The round of link checks: whoever was not asked for longest is asked."""

from __future__ import annotations

from articles.link_checks import check_links, due_links


def check_due_links() -> dict[str, int]:
    """How many addresses were found in which state."""
    urls = due_links()
    return check_links(urls) if urls else {}
