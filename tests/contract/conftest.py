import pytest

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
