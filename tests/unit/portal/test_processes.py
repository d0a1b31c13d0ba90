"""The command lines of the three processes, as `make run`, tests and production start them."""

import sys
from pathlib import Path

import pytest

from portal import processes


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


@pytest.mark.parametrize(
    ("command", "application", "port", "workers", "threads"),
    [
        (processes.portal(8000), "portal.wsgi:application", "8000", "1", "16"),
        (processes.portal(9000, workers=2), "portal.wsgi:application", "9000", "2", "16"),
        (processes.sandbox(8001), "services.sandbox.wsgi:application", "8001", "1", "64"),
    ],
)
def test_a_server_is_granian_on_this_machine_alone(command, application, port, workers, threads):
    assert Path(command[0]).name == "granian"
    assert command[1] == application
    assert option(command, "--interface") == "wsgi"
    assert option(command, "--host") == "127.0.0.1"
    assert option(command, "--port") == port
    assert option(command, "--workers") == workers
    assert option(command, "--blocking-threads") == threads


@pytest.mark.parametrize("command", [processes.portal(8000), processes.sandbox(8001)])
def test_a_worker_that_dies_comes_back_and_addresses_are_not_logged(command):
    """C3: `kill -9` of a worker is not the end of the portal."""
    assert "--respawn-failed-workers" in command
    assert "--no-access-log" in command


def test_the_portal_keeps_fewer_threads_than_the_database_takes_connections():
    """PostgreSQL takes 100 as it comes; two workers and the sandbox's own leave room."""
    assert 2 * processes.PORTAL_THREADS < 100


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (processes.worker(), ["run_worker"]),
        (processes.manage("migrate", "-v0"), ["migrate", "-v0"]),
        (processes.manage(), []),
    ],
)
def test_commands_run_with_the_same_python(command, words):
    assert command[0] == sys.executable
    assert Path(command[1]).name == "manage.py"
    assert Path(command[1]).is_file()
    assert command[2:] == words
