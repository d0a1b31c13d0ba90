"""Start portal, sandbox and worker together, on a fresh checkout or an old one."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from honcho.manager import Manager

from portal import processes

START_SECONDS = 60
SEEDED = "seeded"
"""The file that says what has been seeded."""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    process: subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Set up what is missing, then run portal, sandbox and worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the portal's, if it is free")

    def handle(self, *args: Any, **options: Any) -> None:
        portal, sandbox = (self._free_port(options["port"] + more) for more in (0, 1))
        portal_port, sandbox_port = (each.getsockname()[1] for each in (portal, sandbox))
        env = _environment(portal_port, sandbox_port)
        settings.VAR_DIR.mkdir(exist_ok=True)
        self._prepare(env, sandbox_port)
        manager = Manager()
        manager.add_process("sandbox", _shell(processes.sandbox(sandbox_port)), env=_sandbox(env))
        manager.add_process("portal", _shell(processes.portal(portal_port)), env=env)
        manager.add_process("worker", _shell(processes.worker()), env=env)
        threading.Thread(target=self._say_when_ready, args=[env], daemon=True).start()
        manager.loop()
        sys.exit(0 if manager.returncode in {130, 143, 0, -2, -15} else 1)

    def _prepare(self, env: dict[str, str], sandbox_port: int) -> None:
        """Both databases side by side; then, the first time, everything that stands in them."""
        sandbox = self._begin(
            "Preparing the sandbox", "seed_sandbox", "--migrate", env=_sandbox(env)
        )
        portal = self._begin("Migrating the portal's database", "migrate", "-v0", env=env)
        self._finish(portal)
        self._finish(sandbox)
        if _is_seeded(env):
            return
        server = subprocess.Popen(processes.sandbox(sandbox_port), env=_sandbox(env))
        try:
            _wait_for(f"{env['SANDBOX_URL']}/health")
            self._finish(self._begin("Seeding the portal", "seed", env=env))
        finally:
            server.terminate()
            server.wait(timeout=20)
        _remember_seeding(env)

    def _begin(self, title: str, *words: str, env: dict[str, str]) -> Step:
        self.stdout.write(f"{title} …")
        return Step(title, subprocess.Popen(processes.manage(*words), env=env))

    def _finish(self, step: Step) -> None:
        if step.process.wait() != 0:
            raise CommandError(f"{step.title} failed: see above.")

    def _free_port(self, wanted: int) -> socket.socket:
        """Held as long as the socket lives, so that another `make run` takes the next one."""
        for port in range(wanted, wanted + 100):
            if held := _hold(port):
                if port != wanted:
                    self.stdout.write(f"Port {wanted} is taken: using {port}.")
                return held
        raise CommandError(f"No free port between {wanted} and {wanted + 99}.")

    def _say_when_ready(self, env: dict[str, str]) -> None:
        _wait_for(f"{env['SANDBOX_URL']}/health")
        _wait_for(f"{env['PORTAL_URL']}/health/ready")
        self.stdout.write(_table(env["PORTAL_URL"], env["SANDBOX_URL"]))
        self.stdout.flush()


def _environment(portal_port: int, sandbox_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        # Browsers keep a passkey for a name, never for a bare number.
        "PORTAL_URL": f"http://localhost:{portal_port}",
        "SANDBOX_URL": f"http://127.0.0.1:{sandbox_port}",
        "PYTHONUNBUFFERED": "1",
    }


def _sandbox(env: dict[str, str]) -> dict[str, str]:
    return {**env, "DJANGO_SETTINGS_MODULE": "portal.settings.sandbox"}


def _is_seeded(env: dict[str, str]) -> bool:
    """Whether these very databases were filled before; `make clean` begins anew."""
    stamp = settings.VAR_DIR / SEEDED
    return stamp.exists() and stamp.read_text() == _databases(env)


def _remember_seeding(env: dict[str, str]) -> None:
    (settings.VAR_DIR / SEEDED).write_text(_databases(env))


def _databases(env: dict[str, str]) -> str:
    """Where they are, and which files: one that was deleted and made again is another file."""
    files = sorted(settings.VAR_DIR.glob("*.sqlite3"))
    inodes = " ".join(f"{file.name}={file.stat().st_ino}" for file in files)
    return f"{env.get('DATABASE_URL', '')} {inodes}"


def _shell(command: list[str]) -> str:
    return "exec " + " ".join(f"'{word}'" for word in command)


def _hold(port: int) -> socket.socket | None:
    """The port, bound but not listening; nobody can bind it but a server that shares, as ours do.

    None when it is taken. An address that was in use a moment ago (SO_REUSEADDR) is free.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind(("127.0.0.1", port))
    except OSError:
        held.close()
        return None
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return held


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"{url} did not answer in {START_SECONDS} seconds.")


def _table(portal: str, sandbox: str) -> str:
    return f"""
  My Account is running. Ctrl-C stops everything.

  Portal          {portal}/
  Staff           {portal}/staff/sign-in/
  Postbox         {sandbox}/postbox/      every e-mail, text and letter
  Faults          {sandbox}/faults/       make a supplier slow, broken or wrong

  Sign in as      with
  Amina Yusuf     amina@example.org, password: thornbridge-canal-4   (everything linked)
  Grace Okafor    no account yet: create one with grace@example.org, then link with her letters
  Desmond Clarke  no e-mail: Joy finds him at the library desk
  Staff           no password, choose somebody in the staff directory:
                  Joy (library), Sam and Helen (contact centre; Helen supervises),
                  Carol (social care), Morgan (reports), Rafi and Grace Osei (editors),
                  Idris (auditor), Lena (engineer)
"""
