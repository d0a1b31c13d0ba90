from collections.abc import Iterator

import pytest
from django.utils.module_loading import import_string
from pytest_django import Settings

from services.contract import AccountReference, ServiceAdapter
from services.sandbox.personas import AMINA
from tests.contract.adapters import ADAPTERS, READ_SECONDS, Unwell, reference_of
from tests.contract.answers import Sandbox
from tests.sandbox import Sandbox as RunningSandbox


@pytest.fixture
def sandbox(sandbox: RunningSandbox) -> Sandbox:
    """The running sandbox, freshly seeded and well, and the portal's suppliers pointing at it."""
    return Sandbox(sandbox.url)


@pytest.fixture(scope="session")
def sandbox_server(sandbox_process: RunningSandbox) -> Sandbox:
    """The running sandbox as the last test left it, for tests that only read."""
    return Sandbox(sandbox_process.url)


@pytest.fixture(params=list(ADAPTERS))
def service(request: pytest.FixtureRequest, sandbox: Sandbox, settings: Settings) -> ServiceAdapter:
    settings.SUPPLIERS = {
        name: {**known, "read_seconds": READ_SECONDS} for name, known in settings.SUPPLIERS.items()
    }
    adapter: ServiceAdapter = import_string(ADAPTERS[request.param]).from_settings()
    return adapter


@pytest.fixture
def amina(service: ServiceAdapter) -> AccountReference:
    return reference_of(service, AMINA)


@pytest.fixture
def unwell(service: ServiceAdapter, sandbox: Sandbox) -> Iterator["Unwell"]:
    yield Unwell(sandbox, service.slug.replace("_", "-"))
    sandbox.well(service.slug.replace("_", "-"))
