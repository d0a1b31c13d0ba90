"""N10: who never finishes asking keeps nobody waiting but themselves."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.processes import start_portal

FORM = (
    "POST /account/sign-in/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
)
HEADERS = "GET /account/ HTTP/1.1\r\nHost: {host}\r\nCookie: "


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[str]:
    """As production starts it. What is asked for here needs no database."""
    env = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
        "VAR_DIR": str(tmp_path),
    }
    process, url = start_portal(tmp_path, env=env)
    with process:
        yield url


@pytest.mark.parametrize("half", [HEADERS, FORM], ids=["headers", "forms without our cookie"])
def test_a_hundred_halves_of_a_request_hold_up_nobody(portal: str, half: str) -> None:
    """A half form with our cookie is the proxy's to hold back: see docs/how-to/go-live.md."""
    at = urlsplit(portal)
    with ExitStack() as visitors:
        for _ in range(100):
            visitor = socket.create_connection((str(at.hostname), int(at.port or 0)))
            visitors.enter_context(visitor).sendall(half.format(host=at.netloc).encode())
        time.sleep(0.5)

        started = time.monotonic()
        with urlopen(f"{portal}/health/live", timeout=10) as answer:
            assert answer.status == 200
        assert time.monotonic() - started < 2
