"""Unit tests touch no database, no clock and no network."""

import pytest
from hypothesis import settings
from pytest_socket import disable_socket

# A busy machine is slow, and that is no fault of what is tested.
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")


@pytest.fixture(autouse=True)
def no_network() -> None:
    # Unix sockets are how an event loop wakes itself.
    disable_socket(allow_unix_socket=True)
