"""The sandbox as its own process, with its own database, for as long as the tests run."""

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Sandbox:
    url: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call; underscores in a header's name stand for hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        content = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data=content, headers=sent, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urlopen(request, timeout=40) as response:
                return Answer(response.status, _decoded(response.read()))
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, _decoded(refused.read()))

    def fault(self, supplier: str, kind: str, seconds: float = 5) -> None:
        self.call("POST", f"/faults/{supplier}", {"fault": kind, "seconds": seconds})

    def well(self, supplier: str) -> None:
        self.call("DELETE", f"/faults/{supplier}")

    def reset(self) -> None:
        """As it was when it was seeded."""
        self.call("POST", "/reset")


def start(folder: Path) -> tuple[Sandbox, subprocess.Popen[bytes]]:
    """Start a seeded sandbox on a free port; the caller stops the process."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.sandbox",
        "SANDBOX_DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite3'}",
        "SANDBOX_URL": f"http://127.0.0.1:{port}",
    }
    for command in (["migrate", "-v0"], ["seed_sandbox"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    log = (folder / "sandbox.log").open("wb")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--blocking-threads", "24"),
            "services.sandbox.wsgi:application",
        ],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    log.close()
    sandbox = Sandbox(f"http://127.0.0.1:{port}")
    try:
        _wait_for(sandbox, process)
    except BaseException:
        stop(process)
        raise
    return sandbox, process


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(sandbox: Sandbox, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the sandbox ended while it was starting"
        try:
            if sandbox.call("GET", "/health").status == 200:
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the sandbox did not answer in time")


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
