"""A cache that does not answer."""

from typing import NoReturn

from django.test import override_settings
from redis.exceptions import ConnectionError as RedisIsDown

from portal.shared_cache import SharedRedisCache


class DownCache(SharedRedisCache):
    @property
    def _cache(self) -> NoReturn:
        raise RedisIsDown


def no_cache() -> override_settings:
    """As in production while Redis is down."""
    where = {"BACKEND": "tests.factories.caches.DownCache", "LOCATION": "redis://nowhere"}
    return override_settings(CACHES={"default": where})
