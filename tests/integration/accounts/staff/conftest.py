"""A directory that answers, and nothing remembered of another one."""

import pytest
from django.core.cache import cache

from tests.integration.accounts.staff.directory import Directory


@pytest.fixture
def directory(db, monkeypatch, settings) -> Directory:
    settings.STAFF_DIRECTORY_ISSUER = "https://directory.example"
    cache.clear()
    directory = Directory()
    monkeypatch.setattr("accounts.staff.directory.call", directory.call)
    return directory
