"""What every kind of test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings
from hypothesis import settings as made_up_examples
from pytest_django import Settings

from services import http
from services.installed import installed_services
from tests.processes import start_sandbox
from tests.sandbox import Sandbox

made_up_examples.register_profile("calm", deadline=None)  # a busy machine is no failure
made_up_examples.load_profile("calm")


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One sandbox for the run (for each of its workers)."""
    process, url = start_sandbox(tmp_path_factory.mktemp("sandbox"))
    with process:
        yield Sandbox(url)


@pytest.fixture
def sandbox(sandbox_process: Sandbox, settings: Settings) -> Iterator[Sandbox]:
    """The sandbox as freshly seeded, with the portal's suppliers pointing at it."""
    sandbox_process.reset()
    settings.SUPPLIERS = {
        name: {**known, "url": f"{sandbox_process.url}/{known['url'].rsplit('/', 1)[-1]}"}
        for name, known in settings.SUPPLIERS.items()
    }
    settings.SANDBOX_URL = sandbox_process.url
    settings.STRIPE_API_URL = sandbox_process.url
    settings.NOTIFY_URL = f"{sandbox_process.url}/notify"
    settings.STAFF_DIRECTORY_ISSUER = f"{sandbox_process.url}/staff-directory"
    _forget_suppliers()
    yield sandbox_process
    _forget_suppliers()


@pytest.fixture(autouse=True)
def a_cache_of_its_own() -> None:
    """What one test tried too often is not held against the next."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def between_tests_even_the_audit_trail_is_emptied() -> Iterator[None]:
    """Its triggers refuse TRUNCATE, and tests with real transactions end in one."""
    with pytest.MonkeyPatch.context() as patch:
        flush = BaseDatabaseOperations.execute_sql_flush

        def without_triggers(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
            off, on = "SET session_replication_role = replica;", "RESET session_replication_role;"
            is_postgresql = self.connection.vendor == "postgresql"
            flush(self, [off, *sql_list, on] if is_postgresql else sql_list)

        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is uploaded in tests goes with them."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


def _forget_suppliers() -> None:
    http.forget_suppliers()
    installed_services.cache_clear()
