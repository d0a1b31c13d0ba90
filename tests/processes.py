"""Start, wait for and kill the real processes: sandbox, portal and worker."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from portal import processes
from tests.sandbox import Sandbox

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class RealProcess:
    """A process group of its own, so that ending it ends what it started."""

    def __init__(self, command: list[str], *, env: Mapping[str, str], log: Path) -> None:
        self._log = log
        self._output = log.open("ab")
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **env},
            cwd=ROOT,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_for(self, url: str) -> Self:
        """Until `url` answers 200; raises with the process's last words if it does not."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if _answers(url):
                return self
            time.sleep(0.1)
        self.kill()
        raise AssertionError(f"{url} did not answer:\n{self.last_words()}")

    def wait_for_words(self, words: str, *, seconds: float = START_SECONDS) -> Self:
        """Until `words` are in its log."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if words in self._log.read_text(errors="replace"):
                return self
            time.sleep(0.05)
        raise AssertionError(f"never said {words!r}:\n{self.last_words()}")

    def kill(self) -> None:
        """SIGKILL to the whole group: nothing gets to tidy up."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def last_words(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _signal(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, number)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(timeout=10)
        self._output.close()


def start_sandbox(
    folder: Path, *, port: int | None = None, env: Mapping[str, str] | None = None
) -> tuple[RealProcess, str]:
    """A seeded sandbox of its own in `folder`; returns the process and its address."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    words = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.sandbox",
        "SANDBOX_DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite3'}",
        "SANDBOX_URL": url,
        **(env or {}),
    }
    manage("migrate", env=words)
    process = RealProcess(processes.sandbox(port), env=words, log=folder / "sandbox.log")
    process.wait_for(f"{url}/health")
    Sandbox(url).reset()  # seeds it, and lets the process know what to go back to
    return process, url


def start_portal(
    folder: Path, *, env: Mapping[str, str], port: int | None = None, workers: int = 1
) -> tuple[RealProcess, str]:
    """The portal as a real server; `env` names its settings, database and sandbox."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    words = {"PORTAL_URL": url, **env}
    command = processes.portal(port, workers=workers)
    process = RealProcess(command, env=words, log=folder / "portal.log")
    return process.wait_for(f"{url}/health/live"), url


def start_worker(folder: Path, *, env: Mapping[str, str]) -> RealProcess:
    process = RealProcess(processes.worker(), env=env, log=folder / "worker.log")
    return process.wait_for_words("The worker is delivering.")


def manage(*words: str, env: Mapping[str, str]) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(
        command, env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
