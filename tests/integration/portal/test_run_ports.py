"""`make run` keeps the ports it chose until its servers are up."""

import socket
from collections.abc import Iterator

import pytest

from portal.management.commands.run import _hold
from tests.processes import free_port


@pytest.fixture
def held() -> Iterator[socket.socket]:
    held = _hold(free_port())
    assert held
    yield held
    held.close()


def test_two_runs_begun_at_once_never_choose_the_same_port(held: socket.socket) -> None:
    port = held.getsockname()[1]

    assert _hold(port) is None
    held.close()
    again = _hold(port)
    assert again
    again.close()


def test_our_servers_can_listen_on_a_port_that_is_held(held: socket.socket) -> None:
    """Granian binds with both options; whoever calls then reaches it, and not the one holding."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(held.getsockname())
        server.listen()
        server.settimeout(5)
        callers = [socket.create_connection(held.getsockname(), timeout=5) for _ in range(20)]
        reached = [server.accept()[0] for _ in callers]

        assert {one.getpeername() for one in reached} == {one.getsockname() for one in callers}
        for one in (*callers, *reached):
            one.close()
