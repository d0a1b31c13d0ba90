"""Unit tests touch no database, no clock and no network."""

import pytest
from pytest_socket import disable_socket


@pytest.fixture(autouse=True)
def no_network() -> None:
    # Unix sockets are how an event loop wakes itself.
    disable_socket(allow_unix_socket=True)
