"""`make run`: a port that is free, one environment for three processes, and an end that is told."""

import io
import shlex
import subprocess
from types import SimpleNamespace

import pytest
from django.core.management.base import CommandError

from portal.management.commands import run
from services.sandbox.staff_directory.people import STAFF

ENV = {"PORTAL_URL": "http://127.0.0.1:8000", "SANDBOX_URL": "http://127.0.0.1:8001"}


@pytest.fixture
def command():
    return run.Command(stdout=io.StringIO())


@pytest.fixture
def taken(monkeypatch):
    """Ports that somebody has: a run that holds one has it from then on."""
    ports: set[int] = set()

    def hold(port):
        if port in ports:
            return None
        ports.add(port)
        return SimpleNamespace(getsockname=lambda: ("127.0.0.1", port))

    monkeypatch.setattr(run, "_hold", hold)
    return ports


def said(command) -> str:
    return command.stdout.getvalue()


@pytest.mark.parametrize(
    ("busy", "found", "told"),
    [
        (set(), 8000, False),
        ({8000}, 8001, True),
        ({8000, 8001, 8002}, 8003, True),
        (set(range(8000, 8099)), 8099, True),
    ],
)
def test_the_next_free_port_is_used_and_said(command, taken, busy, found, told):
    taken |= busy

    assert command._free_port(8000).getsockname()[1] == found
    assert said(command) == (f"Port 8000 is taken: using {found}.\n" if told else "")


def test_without_a_free_port_it_says_where_it_looked(command, taken):
    taken |= set(range(8000, 8100))

    with pytest.raises(CommandError, match="No free port between 8000 and 8099"):
        command._free_port(8000)


def test_portal_and_sandbox_are_told_where_the_other_is(monkeypatch):
    monkeypatch.setenv("HOME", "/home/somebody")

    env = run._environment(8000, 8005)

    assert env["PORTAL_URL"] == "http://localhost:8000"  # a passkey belongs to a name
    assert env["SANDBOX_URL"] == "http://127.0.0.1:8005"
    assert env["DJANGO_SETTINGS_MODULE"] == "portal.settings.dev"
    assert env["HOME"] == "/home/somebody"


def test_the_sandbox_has_settings_of_its_own_and_leaves_the_portals_alone():
    env = {**ENV, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}

    assert run._sandbox(env) == {**ENV, "DJANGO_SETTINGS_MODULE": "portal.settings.sandbox"}
    assert env["DJANGO_SETTINGS_MODULE"] == "portal.settings.dev"


@pytest.mark.parametrize(
    "words", [["granian", "--port", "8000"], ["/a folder/python", "manage.py", "run worker"]]
)
def test_a_path_with_a_space_stays_one_word_for_the_shell(words):
    """A checkout may stand in a folder with spaces."""
    assert shlex.split(run._shell(words)) == ["exec", *words]


class PretendProcess:
    """Ends with the code it is given, and notes what was asked of it."""

    def __init__(self, code: int = 0) -> None:
        self.code, self.done = code, []

    def wait(self, timeout: float | None = None) -> int:
        self.done.append(f"wait {timeout}" if timeout else "wait")
        return self.code

    def terminate(self) -> None:
        self.done.append("terminate")


@pytest.mark.parametrize("code", [0, 1, -9])
def test_a_step_that_fails_stops_everything_and_is_named(command, code):
    step = run.Step("Seeding the portal", PretendProcess(code))

    if code == 0:
        command._finish(step)
    else:
        with pytest.raises(CommandError, match=r"^Seeding the portal failed: see above\.$"):
            command._finish(step)


@pytest.fixture
def started(monkeypatch, settings, tmp_path):
    """What `_prepare` starts, in order: the words of each command, and its process."""
    settings.VAR_DIR = tmp_path
    (tmp_path / "portal.sqlite3").touch()
    started = []

    def start(words, env):
        ours = words[2:] if "manage.py" in words[1] else ["sandbox server"]
        process = PretendProcess()
        started.append((" ".join(ours), env["DJANGO_SETTINGS_MODULE"][-7:], process))
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(run, "_wait_for", lambda url: None)
    return started


DEV = {**ENV, "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}


def test_the_first_time_the_portal_is_seeded_while_the_sandbox_answers(command, started):
    command._prepare(DEV, 8001)

    assert [(words, where) for words, where, _process in started] == [
        ("seed_sandbox --migrate", "sandbox"),
        ("migrate -v0", "ngs.dev"),
        ("sandbox server", "sandbox"),
        ("seed", "ngs.dev"),
    ]
    assert started[2][2].done == ["terminate", "wait 20"]


def test_the_second_time_nothing_is_seeded(command, started):
    command._prepare(DEV, 8001)
    started.clear()

    command._prepare(DEV, 8001)

    assert [words for words, *_rest in started] == ["seed_sandbox --migrate", "migrate -v0"]


@pytest.mark.parametrize("changed", ["another database", "the file made anew"])
def test_another_database_is_seeded_again(command, started, settings, changed):
    command._prepare(DEV, 8001)
    started.clear()
    if changed == "another database":
        env = {**DEV, "DATABASE_URL": "postgresql:///mine"}
    else:
        env, file = DEV, settings.VAR_DIR / "portal.sqlite3"
        file.rename(settings.VAR_DIR / "old")
        file.touch()

    command._prepare(env, 8001)

    assert "seed" in [words for words, *_rest in started]


def test_a_seeding_that_failed_is_done_again_and_its_sandbox_ends(command, started, monkeypatch):
    def fail(url):
        raise CommandError("did not answer")

    monkeypatch.setattr(run, "_wait_for", fail)
    for _again in range(2):
        with pytest.raises(CommandError):
            command._prepare(DEV, 8001)

    servers = [process for words, _where, process in started if words == "sandbox server"]
    assert [server.done for server in servers] == [["terminate", "wait 20"]] * 2


def test_when_both_answer_the_table_says_where_and_with_what(command, monkeypatch):
    waited = []
    monkeypatch.setattr(run, "_wait_for", waited.append)

    command._say_when_ready(ENV)

    assert waited == ["http://127.0.0.1:8001/health", "http://127.0.0.1:8000/health/ready"]
    for words in (
        "Portal          http://127.0.0.1:8000/",
        "Staff           http://127.0.0.1:8000/staff/sign-in/",
        "Postbox         http://127.0.0.1:8001/postbox/",
        "amina@example.org, password: thornbridge-canal-4",
        "Ctrl-C stops everything",
    ):
        assert words in said(command)


class PretendManager:
    """honcho's, which runs nothing and ends with the code it is given."""

    returncode: int | None = 0
    made: "PretendManager | None" = None

    def __init__(self) -> None:
        self.processes: dict[str, dict[str, str]] = {}
        PretendManager.made = self

    def add_process(self, name: str, _command: str, *, env: dict[str, str]) -> None:
        self.processes[name] = env

    def loop(self) -> None: ...


@pytest.fixture
def whole(command, monkeypatch, taken, settings, tmp_path):
    """The command with everything outside of it pretended."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(command, "_prepare", lambda env, port: None)
    monkeypatch.setattr(command, "_say_when_ready", lambda env: None)
    monkeypatch.setattr(run, "Manager", PretendManager)
    return command


@pytest.mark.parametrize(
    ("code", "exit_code"), [(0, 0), (130, 0), (143, 0), (-2, 0), (-15, 0), (1, 1), (-9, 1), (2, 1)]
)
def test_being_told_to_stop_is_no_failure_and_a_crash_is(whole, monkeypatch, code, exit_code):
    monkeypatch.setattr(PretendManager, "returncode", code)

    with pytest.raises(SystemExit) as stopped:
        whole.handle(port=8000)

    assert stopped.value.code == exit_code


def test_three_processes_run_and_never_on_the_same_port(whole, taken, settings):
    taken |= {8000}

    with pytest.raises(SystemExit):
        whole.handle(port=8000)

    running = PretendManager.made.processes
    assert set(running) == {"sandbox", "portal", "worker"}
    assert running["portal"]["PORTAL_URL"] == "http://localhost:8001"
    assert running["portal"]["SANDBOX_URL"] == "http://127.0.0.1:8002"
    assert running["sandbox"]["DJANGO_SETTINGS_MODULE"] == "portal.settings.sandbox"
    assert settings.VAR_DIR.is_dir()


def test_the_table_names_everybody_who_can_sign_in_through_the_staff_directory():
    told = run._table("http://127.0.0.1:8000", "http://127.0.0.1:8001")

    assert not [person.name for person in STAFF if person.given_name not in told]
