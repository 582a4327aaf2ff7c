"""The commands use the same hub of hand-made records as the sync."""

from tests.articles.sync.conftest import _crawls, editor, hub, index, source

__all__ = ["_crawls", "editor", "hub", "index", "source"]
