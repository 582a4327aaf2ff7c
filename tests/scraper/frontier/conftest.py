"""A real Redis for the tests of crawls that are shared."""

from tests.redis_server import redis_url

__all__ = ["redis_url"]
