"""The cache that workers share: limits are counted in it, and whoever counts must hear it fail.

What is kept there only to be quick may be missing: pages open while the cache is away.
"""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

AWAY = (RedisError, OSError)
ONLY_TO_BE_QUICK = frozenset({"wagtail_site_root_paths", "cms.messages.v1"})
"""Where Wagtail's pages begin, without which not even the contact page has its links; and what
editors say about services, which is read from the database then."""


class _Spared:
    """What is only to be quick is spared its failures."""

    def __init__(self, key: object) -> None:
        self._key = key

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        spared = isinstance(error, AWAY) and self._key in ONLY_TO_BE_QUICK
        if spared:
            logger.warning("portal.cache.away")
        return spared


class _Shared(BaseCache):
    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        with _Spared(key):
            return super().get(key, default, version)
        return default

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        with _Spared(key):
            super().set(key, value, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        with _Spared(key):
            return super().delete(key, version)
        return False


class SharedRedisCache(_Shared, RedisCache):
    """For as many machines as a council has."""


class SharedFileCache(_Shared, FileBasedCache):
    """For one machine."""
