"""While the cache is away, pages open without what it would only make quicker."""

import pytest
from django.core.cache import cache
from redis.exceptions import RedisError

from cms.messages import CACHE_KEY
from portal.shared_cache import ONLY_TO_BE_QUICK, SharedFileCache
from tests.factories.caches import no_cache


@pytest.mark.parametrize("key", sorted(ONLY_TO_BE_QUICK))
def test_what_only_makes_a_page_quicker_may_be_missing(key):
    with no_cache():
        cache.set(key, "kept")
        cache.delete(key)

        assert cache.get(key, "worked out") == "worked out"


def test_whoever_counts_hears_that_nobody_counts():
    """J14: a limit must not be lifted by a cache that is down."""
    with no_cache():
        for ask in (cache.get, cache.add, cache.delete):
            with pytest.raises(RedisError):
                ask("limit", 1)
        with pytest.raises(RedisError):
            cache.set("limit", 1)


def test_a_full_disk_is_a_cache_that_is_away(tmp_path, monkeypatch):
    files = SharedFileCache(str(tmp_path), {})

    def no_space_left(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_createdir", no_space_left)
    files.set(CACHE_KEY, "kept")

    assert files.get(CACHE_KEY) is None
    with pytest.raises(OSError, match="No space left"):
        files.set("limit", 1)


def test_what_is_kept_under_these_names_is_known():
    from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

    assert {CACHE_KEY, SITE_ROOT_PATHS_CACHE_KEY} == ONLY_TO_BE_QUICK
