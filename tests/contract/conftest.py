from collections.abc import Iterator

import pytest

from tests.contract import sandbox_process
from tests.contract.sandbox_process import Sandbox


@pytest.fixture(scope="session")
def sandbox_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    sandbox, process = sandbox_process.start(tmp_path_factory.mktemp("sandbox"))
    yield sandbox
    sandbox_process.stop(process)


@pytest.fixture
def sandbox(sandbox_server: Sandbox) -> Sandbox:
    """The running sandbox, freshly seeded and without a fault before each test."""
    sandbox_server.reset()
    return sandbox_server
